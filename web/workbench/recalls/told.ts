/** What the interface tells of recalls. */
import type { Words } from '../lib/words.tsx';
import type { ItemTold } from './item.tsx';

export interface RecallTold {
  readonly id: string;
  readonly drill: boolean;
  readonly category: string;
  readonly level: number;
  readonly title: Words;
  readonly reason: string;
  readonly instructions: Words;
  readonly organisation: string | null;
  readonly organisationName: string | null;
  readonly state: 'draft' | 'confirmed' | 'published' | 'completed' | 'withdrawn' | 'dropped';
  readonly stateName: Words;
  readonly createdAt: string;
  readonly publishedAt: string | null;
  readonly answerDue: string | null;
  readonly roots: readonly string[];
  /** Whose clocks it runs by. */
  readonly regime: string;
  readonly version: number;
  /** Only to whoever recalls. */
  readonly counts?: { readonly holders: number; readonly answered: number; readonly overdue: number };
}

interface Span {
  readonly min: number;
  readonly max: number | null;
}

export interface RecallDetails extends RecallTold {
  readonly open: readonly string[];
  /** When and why it was completed or withdrawn. */
  readonly end?: { readonly act: string; readonly at: string; readonly reason: string };
  /** Each time it was extended; `level`: that it has had since. */
  readonly extended?: readonly { readonly at: string; readonly reason: string; readonly level: number }[];
  readonly holders: readonly {
    readonly holder: string;
    readonly due: string;
    readonly answeredAt: string | null;
    readonly overdue: boolean;
  }[];
  readonly items: readonly ItemTold[];
  readonly progress?: {
    readonly holders: number;
    readonly answered: number;
    readonly overdue: number;
    readonly items: number;
    readonly itemsAnswered: number;
    readonly completion: number;
    readonly recovery: readonly {
      readonly uom: string;
      readonly expected: Span;
      readonly found: number;
      readonly recovered: number;
      readonly sold: number;
    }[];
  };
}

interface Figures {
  readonly lots: number;
  readonly units: number;
  readonly logisticUnits: number;
  readonly firms: readonly string[];
  readonly quantity: readonly { readonly min: number; readonly max: number | null; readonly uom: string }[];
}

export interface ScopeTold {
  readonly recorded: boolean;
  readonly figures: { readonly minimum: Figures; readonly likely: Figures; readonly maximum: Figures };
  readonly calls: readonly { readonly organisation: string; readonly shrinks: number }[];
  readonly hidden: boolean;
  readonly bounds: { readonly hit: boolean };
  readonly organisations: readonly { readonly id: string; readonly name: string }[];
  readonly assumptions: readonly { readonly id: string; readonly zh: string; readonly en: string }[];
}

export interface RegimeTold {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  readonly categories: readonly string[];
  readonly levels: readonly { readonly level: 1 | 2 | 3; readonly trigger?: Words; readonly answer: number }[];
  readonly source: { readonly text?: string; readonly verified?: boolean };
}

export const spanOf = ({ min, max }: Span): string => (max === null ? `≥ ${min}` : min === max ? String(min) : `${min} – ${max}`);
