/** All detectors, in the order in which they are shown. */
import type { Detector } from '../definition.ts';
import { emptiedParent, impossibleTravel, madeTwice, packedElsewhere, soldTwice } from './codes.ts';
import { notReceived, notShipped, shortDelivery } from './deliveries.ts';
import { licenceNotValid, paperReused, unlicensed } from './papers.ts';
import { heartBeat, neverReported } from './rhythm.ts';
import { coldChain, sensorGap, sensorStuck } from './sensors.ts';
import { movedUnfit, soldExpired } from './states.ts';
import { moreThanThere, orphanLot, overYield, stockDrift, unitMixed } from './stock.ts';
import { backDated, copiedDays, fromTheFuture, lateUpload, uploadedTwice } from './timing.ts';

export const detectors: readonly Detector[] = [
  neverReported,
  heartBeat,
  licenceNotValid,
  unlicensed,
  notReceived,
  notShipped,
  shortDelivery,
  orphanLot,
  moreThanThere,
  packedElsewhere,
  emptiedParent,
  movedUnfit,
  soldExpired,
  lateUpload,
  fromTheFuture,
  uploadedTwice,
  unitMixed,
  stockDrift,
  coldChain,
  sensorStuck,
  sensorGap,
  soldTwice,
  madeTwice,
  impossibleTravel,
  paperReused,
  overYield,
  backDated,
  copiedDays,
];
