/** One delivery note, one product, two lots: what was sent is not what came. */
import { unverified } from '../../categories/fields.ts';
import { Agenda, type Entry } from '../agenda.ts';
import { Aging } from '../aging.ts';
import { clockOf, type Detector, day, type Observation, type Report } from '../definition.ts';
import { directionOf, notesOf } from '../pairing.ts';
import { kindOf } from './stock.ts';

interface Line {
  readonly eventID: string;
  readonly at: number;
  readonly owner: string | undefined;
  readonly category: string | undefined;
  readonly area: string | undefined;
}
interface Note {
  readonly sent: Record<string, Line>;
  readonly came: Record<string, Line>;
  planned: boolean;
  open: boolean;
}

/** Notes are remembered so long. */
const kept = 25 * day;

export const swappedLot: Detector = {
  id: 'lot_swapped',
  zh: '收发批次不一致',
  en: 'Another lot came than was sent',
  family: 'continuity',
  version: 2,
  gravity: 'high',
  rule: {
    zh: '同一随货单、同一产品，收货批次就是发货批次',
    en: 'Under one delivery note the lots of a product that come are those that were sent',
  },
  data: { zh: '发货与收货事件的随货单号与批次', en: 'Delivery notes and lots of dispatches and receipts' },
  resolves: { zh: '更正其中一方的批次', en: 'Either side corrects the lot' },
  basis: unverified('NY/T 4712-2025 等对上下游记录的要求；天数为平台默认值，无法律依据'),
  parameters: { days: 3 },
  days: 10,
  begin: ({ parameters }, saved) => {
    const before = saved as { notes: unknown; agenda: Entry[] } | undefined;
    const notes = new Aging<Note>(kept, before?.notes);
    const agenda = new Agenda(before?.agenda);
    /** Lots of one side that the other has not. */
    const apart = ({ sent, came }: Note): readonly [string[], string[]] => [
      Object.keys(sent).filter((lot) => came[lot] === undefined),
      Object.keys(came).filter((lot) => sent[lot] === undefined),
    ];
    return {
      see(seen: Observation, report: Report): void {
        const direction = directionOf(seen);
        if (direction === undefined) return;
        for (const number of notesOf(seen))
          for (const { id, byClass } of seen.facts.participants) {
            if (!byClass) continue;
            const key = `${number} ${kindOf(id)}`;
            const note = notes.get(key, seen.recorded) ?? { sent: {}, came: {}, planned: false, open: false };
            const { eventID, at, owner, category, area } = seen;
            note[direction === 'out' ? 'sent' : 'came'][id] = { eventID, at, owner, category, area };
            notes.set(key, seen.recorded, note);
            const [sent, came] = apart(note);
            if (sent.length > 0 && came.length > 0) {
              if (note.planned) continue;
              note.planned = true;
              // The rest of the delivery may be recorded yet.
              agenda.add(seen.recorded + parameters.days! * day, key);
            } else if (note.open) {
              note.open = false;
              report.close(key, seen.recorded, { zh: '批次已一致', en: 'The lots agree' }, seen.eventID);
            }
          }
      },
      due: () => agenda.next,
      tick(now: number, report: Report): void {
        for (let entry = agenda.take(now); entry !== undefined; entry = agenda.take(now)) {
          const note = notes.get(entry.key, entry.at);
          if (note === undefined) continue;
          note.planned = false;
          const [sent, came] = apart(note);
          if (sent.length === 0 || came.length === 0 || note.open) continue;
          note.open = true;
          const [out, into] = [note.sent[sent[0]!]!, note.came[came[0]!]!];
          report.open({
            cause: entry.key,
            at: entry.at,
            organisation: into.owner,
            category: into.category,
            area: into.area,
            subjects: [...sent, ...came],
            events: [out.eventID, into.eventID],
            told: {
              zh: `${clockOf(out.at)} 发出 ${sent.join('、')}，${clockOf(into.at)} 收到 ${came.join('、')}`,
              en: `${sent.join(', ')} sent on ${clockOf(out.at)}, ${came.join(', ')} received on ${clockOf(into.at)}`,
            },
          });
        }
      },
      save: () => ({ notes: notes.save(), agenda: agenda.save() }),
    };
  },
};
