/** The firms of the demo as they register: organisation, site, licences. Codes and numbers are well formed, invented, and nobody's. */
import { categories } from '../../src/categories/index.ts';
import type { LicenceRequest, OrganisationRequest, SiteRequest } from '../../src/contract/index.ts';
import * as cast from './cast.ts';
import { type ChainFirm, chainFirms, chainLicencesOf } from './chains/firms.ts';
import { canonical, type Party, type Place } from './keys.ts';
import { uuid } from './record.ts';

/** Bodies of `POST /api/v1/organisations`, `…/{id}/sites` and `…/{id}/licences`. */
export interface DemoOrganisation {
  readonly organisation: OrganisationRequest;
  /** The first of them. */
  readonly site?: SiteRequest | undefined;
  readonly sites: readonly SiteRequest[];
  readonly licences: readonly LicenceRequest[];
}

/** Position of the town, WGS 84, to a hundredth of a degree. */
type Where = readonly [area: string, latitude: number, longitude: number];

function firm(
  party: Party,
  place: Place,
  [uscc, form, categories, kind]: readonly [uscc: string, form: string, categories: readonly string[], kind: string],
  [area, latitude, longitude]: Where,
  licences: readonly LicenceRequest[] = [],
): DemoOrganisation {
  const { zh, address } = party;
  const site = {
    id: uuid(`site ${party.prefix} ${place.reference}`).slice('urn:uuid:'.length),
    kind,
    name: place.zh,
    area,
    address,
    latitude,
    longitude,
    identifiers: [canonical.place(place)],
  };
  return {
    organisation: { name: zh, uscc, form, areas: [area], categories, address, identifiers: [canonical.party(party)] },
    site,
    sites: [site],
    licences,
  };
}

const issuer = '演示发证机关';

export const demoOrganisations: readonly DemoOrganisation[] = [
  firm(
    cast.maker,
    cast.makerPlant,
    ['91419001MA90010140', 'company', ['inputs'], 'plant'],
    ['419001100', 35.16, 112.55],
    [
      {
        scheme: 'pesticideproduction',
        number: '农药生许(豫)0001',
        from: '2023-05-01',
        to: '2028-04-30',
        categories: ['inputs'],
        issuer,
      },
      {
        scheme: 'pesticidereg',
        number: 'PD20180001',
        from: '2023-01-15',
        to: '2028-01-14',
        products: [cast.pesticide.zh],
        issuer,
      },
    ],
  ),
  firm(
    cast.cooperative,
    cast.cooperativeOrchard,
    ['93419001MA9001022L', 'cooperative', ['produce'], 'plot'],
    ['419001109', 35.11, 112.27],
  ),
  firm(cast.upland, cast.uplandOrchard, ['92419001MA9001030J', 'family_farm', ['produce'], 'plot'], ['419001104', 35.15, 112.13]),
  firm(cast.brook, cast.brookOrchard, ['92419001MA9001049F', 'family_farm', ['produce'], 'plot'], ['419001103', 35.06, 112.5]),
  firm(
    cast.factory,
    cast.factoryHall,
    ['91419001MA9001057D', 'company', ['food'], 'plant'],
    ['419001102', 35.04, 112.6],
    [{ scheme: 'sc', number: 'SC10641900100014', from: '2022-06-01', to: '2027-05-31', categories: ['food'], issuer }],
  ),
  firm(
    cast.carrier,
    cast.depot,
    ['91419001MA90010658', 'company', ['food', 'produce'], 'warehouse'],
    ['419001002', 35.09, 112.59],
  ),
  firm(
    cast.supermarket,
    cast.supermarketFloor,
    ['91419001MA90010733', 'company', ['food', 'produce'], 'shop'],
    ['419001001', 35.08, 112.6],
    [{ scheme: 'jy', number: 'JY14190010000010', from: '2024-03-01', to: '2029-02-28', categories: ['food'], issuer }],
  ),
  firm(
    cast.cornerShop,
    cast.cornerFloor,
    ['92419001MA9001081T', 'individual_household', ['food', 'produce'], 'shop'],
    ['419001004', 35.1, 112.58],
    [{ scheme: 'jy', number: 'JY14190010000028', from: '2021-10-01', to: '2026-09-30', categories: ['food'], issuer }],
  ),
];

/** Firms and people of the chains of the eight categories. Where they stand is told by the town alone. */
export const chainOrganisations = (): DemoOrganisation[] =>
  categories.flatMap(({ id }) => [...chainFirms(id).map((each) => firmOfChain(id, each)), ...peopleOf(id)]);

function firmOfChain(category: string, { before, code, zh, form, also, area: [area, town], sites }: ChainFirm): DemoOrganisation {
  const address = `河南省济源市${town}`;
  const made = sites.map(([location, kind, name]) => ({
    id: uuid(`site ${location}`).slice('urn:uuid:'.length),
    kind,
    name,
    area,
    address,
    identifiers: [location],
  }));
  // The juice factory names it as a party, as its own system does with all its customers.
  const named = zh === cast.canteen.zh ? { identifiers: [canonical.party(cast.canteen)] } : {};
  const organisation = { ...named, name: zh, uscc: code, form, areas: [area], categories: [category, ...also], address };
  return {
    organisation,
    site: made[0],
    sites: made,
    licences: chainLicencesOf(category, before).map((each) => ({ ...each, categories: [category], issuer })),
  };
}

/** Who holds a licence of his own: a driver, an escort. */
const peopleOf = (category: string): DemoOrganisation[] =>
  category !== 'dangerous'
    ? []
    : (
        [
          ['urn:zhuisu:person:driver-1', '驾驶员甲（演示）'],
          ['urn:zhuisu:person:escort-1', '押运员甲（演示）'],
        ] as const
      ).map(([token, name]) => ({
        organisation: { name, form: 'natural_person', areas: ['419001002'], categories: [category], identifiers: [token] },
        sites: [],
        licences: chainLicencesOf(category, token).map((each) => ({ ...each, categories: [category], issuer })),
      }));
