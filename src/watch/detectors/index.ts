/** All detectors, in the order in which they are shown. */
import type { Detector } from '../definition.ts';
import { clockAhead } from './clocks.ts';
import { impossibleTravel, madeTwice, soldTwice } from './codes.ts';
import { complaintCluster } from './complaints.ts';
import { stockDrift } from './counts.ts';
import { notReceived, notShipped, shortDelivery } from './deliveries.ts';
import { inspectionOverdue } from './inspections.ts';
import { licenceNotValid, unlicensed } from './licences.ts';
import { codeNeverMade, originElsewhere, sourceNotStated } from './origins.ts';
import { emptiedParent, inTwoPlaces, packedElsewhere } from './packing.ts';
import { paperReused } from './papers.ts';
import { paperNeverIssued, proofUsedAgain } from './proofs.ts';
import { neverReported } from './rhythm.ts';
import { ruleFailed } from './rules.ts';
import { coldChain, sensorGap, sensorStuck } from './sensors.ts';
import { heartBeat } from './silence.ts';
import { movedUnfit, soldExpired } from './states.ts';
import { moreThanThere, orphanLot, overYield, unitMixed } from './stock.ts';
import { swappedLot } from './swaps.ts';
import { backDated, copiedDays, lateUpload, uploadedTwice } from './timing.ts';

export const detectors: readonly Detector[] = [
  neverReported,
  heartBeat,
  licenceNotValid,
  unlicensed,
  sourceNotStated,
  notReceived,
  notShipped,
  shortDelivery,
  swappedLot,
  orphanLot,
  moreThanThere,
  packedElsewhere,
  inTwoPlaces,
  emptiedParent,
  movedUnfit,
  soldExpired,
  lateUpload,
  clockAhead,
  uploadedTwice,
  unitMixed,
  stockDrift,
  coldChain,
  sensorStuck,
  sensorGap,
  inspectionOverdue,
  soldTwice,
  madeTwice,
  codeNeverMade,
  impossibleTravel,
  paperReused,
  paperNeverIssued,
  proofUsedAgain,
  originElsewhere,
  overYield,
  backDated,
  copiedDays,
  complaintCluster,
  ruleFailed,
];
