/** Fields in which a record names the product that it makes or handles, the first that is filled. */
export const nameFields: readonly string[] = [
  ...['foodName', 'productName', 'genericName', 'pieceName', 'herbName', 'substanceName', 'partName', 'cropName', 'variety'],
  ...['teaKind', 'dish'],
];
