/** The watch is so many events behind: findings come minutes late. */
export const farBehind = 20_000;
