/** All detectors, in the order in which they are shown. */
import type { Detector } from '../definition.ts';
import { notReceived, notShipped, shortDelivery } from './deliveries.ts';

export const detectors: readonly Detector[] = [notReceived, notShipped, shortDelivery];
