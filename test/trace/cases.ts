/** One history, one question, one answer a row. The walk in memory and the walk over the store must both give it. */
export interface TraceCase {
  readonly name: string;
  readonly story: string;
  /** `up C`, `down A`: the question. */
  readonly ask: string;
  /** Names of the nodes on that side, in any order. */
  readonly nodes: string;
  /** `kind:NAME` of the open ends. */
  readonly open?: string;
}

const chain =
  '1 add A; 2 turn A B -> C; 3 pack C > K; 4 pack K > P; 5 see P shipping; 6 see P receiving; 7 empty P; 8 unpack C < K';

export const cases: readonly TraceCase[] = [
  { name: 'inputs of a transformation are upstream', story: chain, ask: 'up C', nodes: 'A B', open: 'origin_unknown:B' },
  {
    name: 'outputs of a transformation are downstream, and so are the containers they are packed in',
    story: chain,
    ask: 'down A',
    nodes: 'C K P',
  },
  {
    name: 'the contents of a container and their origins are its upstream',
    story: chain,
    ask: 'up P',
    nodes: 'A B C K',
    open: 'origin_unknown:B',
  },
  { name: 'what comes out of a followed container is its downstream', story: chain, ask: 'down P', nodes: 'K C' },
  {
    name: 'a crate passes on only what it holds at the time',
    story: '1 add A; 2 pack A > K; 3 unpack A < K; 4 add B; 5 pack B > K; 6 pack K > P',
    ask: 'up P',
    nodes: 'K B',
  },
  {
    name: 'what comes out of a crate twice at the moment at which it went in once was inside before',
    story: '1 turn A -> M:1; 6 pack M:1 > K; 6 unpack M:1 < K; 6 unpack M:1 B < K',
    ask: 'up K',
    nodes: 'A B M',
    open: 'origin_unknown:A',
  },
  {
    name: 'that it went out is told twice changes nothing',
    story: '1 turn A -> M:1; 5 pack M:1 > K; 6 unpack M:1 < K; 6 unpack M:1 < K; 2 turn C -> M:2',
    ask: 'down C',
    nodes: 'M K',
  },
  {
    name: 'what happens to a crate after the unpacking does not touch the content',
    story: '1 add A; 2 pack A > K; 3 unpack A < K; 4 pack K > P; 5 pack A > L',
    ask: 'down A',
    nodes: 'K L',
  },
  {
    name: 'a sibling in the same case is neither up nor down',
    story: '1 add A; 1 add B; 2 pack A B > K; 3 pack K > P; 4 unpack A B < K; 5 turn B -> C',
    ask: 'down A',
    nodes: 'K P',
  },
  {
    name: 'a sibling is not upstream either',
    story: '1 add A; 1 add B; 2 pack A B > K; 3 unpack A B < K; 4 turn A -> C',
    ask: 'up C',
    nodes: 'A',
  },
  {
    name: 'a container emptied without a list has let go of everything',
    story: '1 pack A > K; 2 empty K; 3 pack K > P',
    ask: 'down A',
    nodes: 'K',
  },
  {
    name: 'inputs added to a lot after it was used do not reach the product',
    story: '1 turn A -> L:5; 2 turn L:3 -> C; 3 turn B -> L:5',
    ask: 'up C',
    nodes: 'L A',
    open: 'origin_unknown:A',
  },
  {
    name: 'what was used before the contamination is not downstream',
    story: '1 turn L:3 -> C; 2 turn A -> L:5; 3 turn L:3 -> D',
    ask: 'down A',
    nodes: 'L D',
  },
  {
    name: 'a process over several events joins its inputs to its outputs',
    story: '1 add A; 2 add B; 3 turn#T A ->; 4 turn#T B ->; 5 turn#T -> C',
    ask: 'up C',
    nodes: 'A B',
  },
  {
    name: 'an output drawn before an input was added does not contain it',
    story: '1 add A; 2 add B; 3 turn#T A ->; 4 turn#T -> C; 5 turn#T B ->',
    ask: 'up C',
    nodes: 'A',
  },
  {
    name: 'a process joins downstream too',
    story: '3 turn#T A ->; 4 turn#T -> C; 5 turn#T B ->; 6 turn#T -> D',
    ask: 'down B',
    nodes: 'D',
  },
  {
    name: 'a container used as an input brings its contents',
    story: '1 add A; 2 pack A > K; 3 turn K -> C',
    ask: 'up C',
    nodes: 'K A',
  },
  {
    name: 'and contents reach what their container was made into',
    story: '1 add A; 2 pack A > K; 3 turn K -> C',
    ask: 'down A',
    nodes: 'K C',
  },
  {
    name: 'contents unpacked before the container was used do not',
    story: '1 add A; 2 pack A > K; 3 unpack A < K; 4 turn K -> C',
    ask: 'down A',
    nodes: 'K',
  },
  {
    name: 'part of a lot may stay inside',
    story: '1 add A:10; 2 pack A:10 > K; 3 unpack A:4 < K; 4 pack K > P',
    ask: 'down A',
    nodes: 'K P',
  },
  {
    name: 'when all of a lot has left, it is out',
    story: '1 add A:10; 2 pack A:10 > K; 3 unpack A:4 < K; 4 unpack A:6 < K; 5 pack K > P',
    ask: 'down A',
    nodes: 'K',
  },
  {
    name: 'an inspection that finds a content inside is evidence of it',
    story: '1 add A; 2 check A > K; 3 pack K > P',
    ask: 'up P',
    nodes: 'K A',
  },
  {
    name: 'a content of unknown origin comes from the container it was unpacked from',
    story: '1 turn B -> K; 2 unpack A < K',
    ask: 'up A',
    nodes: 'K B',
    open: 'origin_unknown:B',
  },
  {
    name: 'parts are upstream of the whole',
    story: '1 add A; 2 fit A > W; 3 see W receiving',
    ask: 'up W',
    nodes: 'A',
    open: 'not_shipped:W',
  },
  {
    name: 'the whole is downstream of a part, while it is fitted and after',
    story: '1 add A; 2 fit A > W; 3 turn W -> X',
    ask: 'down A',
    nodes: 'W X',
  },
  {
    name: 'goods that come back make no endless walk',
    story: '1 turn A -> B; 2 turn B -> C; 3 turn C -> A; 4 turn A -> B',
    ask: 'down A',
    nodes: 'B C',
  },
  { name: 'a crate in itself makes no endless walk', story: '1 pack K > L; 2 pack L > K', ask: 'up K', nodes: 'L' },
  {
    name: 'nesting is followed through all levels',
    story: '1 add A; 2 pack A > K; 3 pack K > L; 4 pack L > M; 5 pack M > N',
    ask: 'down A',
    nodes: 'K L M N',
  },
  {
    name: 'a shipment without a receipt is an open end',
    story: '1 add A; 2 see A shipping @farm >shop',
    ask: 'up A',
    nodes: '',
    open: 'not_received:A',
  },
  {
    name: 'a receipt closes the shipment',
    story: '1 add A; 2 see A shipping @farm >shop; 3 see A receiving @shop >shop',
    ask: 'up A',
    nodes: '',
    open: '',
  },
  {
    name: 'a receipt by another party does not',
    story: '1 add A; 2 see A shipping @farm >shop; 3 see A receiving @mall >mall',
    ask: 'up A',
    nodes: '',
    open: 'not_received:A not_shipped:A',
  },
  {
    name: 'a void shipment is none',
    story: '1 add A; 2 see A shipping @farm >shop; 3 see A void_shipping @farm >shop',
    ask: 'up A',
    nodes: '',
    open: '',
  },
  {
    name: 'the container may be shipped and its content received',
    story: '1 add A; 2 pack A > K; 3 see K shipping >shop; 4 see A receiving >shop',
    ask: 'up A',
    nodes: '',
    open: '',
  },
  {
    name: 'the container is received for its content',
    story: '1 add A; 2 pack A > K; 3 see K shipping >shop; 4 see K receiving >shop; 5 unpack A < K',
    ask: 'up A',
    nodes: '',
    open: '',
  },
  {
    name: 'what is received first has an unknown origin',
    story: '1 see A receiving @shop',
    ask: 'up A',
    nodes: '',
    open: 'origin_unknown:A',
  },
  {
    name: 'a shipment of an ingredient to somebody else is not in this story',
    story: '1 add A:9; 2 see A:3 shipping >mill; 3 see A:3 shipping >shop; 4 see A:3 receiving >mill; 5 turn A:3 -> C',
    ask: 'up C',
    nodes: 'A',
    open: 'not_received:A',
  },
  {
    name: 'what is added to a lot after a part of it was packed is not in that part',
    story: '1 add M:5; 2 pack M:2 > K; 3 turn A -> M:5',
    ask: 'up K',
    nodes: 'M',
  },
  {
    name: 'a part of a lot that is packed later is followed, also into a crate that holds an older part',
    story: '1 pack M:2 > K; 2 turn A -> M:5; 3 pack M:1 > K; 4 turn K -> C',
    ask: 'down A',
    nodes: 'M K C',
  },
  {
    name: 'what came out of a crate went in after it last came out',
    story: '1 turn K -> C; 2 unpack A < K; 3 turn K -> D; 5 unpack A < K',
    ask: 'up D',
    nodes: 'K A',
  },
  {
    name: 'and before it last came out it was not inside',
    story: '1 pack A > K; 2 unpack A < K; 3 turn B -> A; 5 unpack A < K; 6 pack K > P',
    ask: 'down B',
    nodes: 'A',
  },
  {
    name: 'a crate that is reworked passes on what is in it',
    story: '1 pack A > K; 2 turn K B -> K; 3 turn K -> C',
    ask: 'down A',
    nodes: 'K C',
  },
  {
    name: 'what is emptied out of a reworked crate has been in it',
    story: '1 pack M:4 > K; 2 unpack M:1 < K; 3 turn B -> K; 4 empty K',
    ask: 'down B',
    nodes: 'K M',
  },
  {
    name: 'what was unpacked before it was made anew comes from both',
    story: '1 turn B -> K; 2 unpack A < K; 3 turn C -> A',
    ask: 'up A',
    nodes: 'B C K',
  },
];
