import { meanings } from '../../rules.ts';

/** 特种设备目录: kinds of lifts. */
export const liftKinds = meanings({
  3110: ['曳引驱动乘客电梯', 'traction passenger lift'],
  3120: ['曳引驱动载货电梯', 'traction goods lift'],
  3130: ['强制驱动载货电梯', 'positive-drive goods lift'],
  3210: ['液压乘客电梯', 'hydraulic passenger lift'],
  3220: ['液压载货电梯', 'hydraulic goods lift'],
  3310: ['自动扶梯', 'escalator'],
  3320: ['自动人行道', 'moving walk'],
  3410: ['防爆电梯', 'explosion-proof lift'],
  3420: ['消防员电梯', 'firefighters’ lift'],
  3430: ['杂物电梯', 'service lift'],
});
