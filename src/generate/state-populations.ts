import type { Weighted } from './weighted-choice.ts';

/**
 * Every state of the ZIP table, territories and military included, with its population in thousands (census of
 * 2020). The smallest are raised to 170, so that each turns up in a few thousand contacts.
 */
// biome-ignore format: a table reads better in rows
export const statePopulations: readonly Weighted<string>[] = [
  ['CA', 39538], ['TX', 29146], ['FL', 21538], ['NY', 20201], ['PA', 13003], ['IL', 12813], ['OH', 11799],
  ['GA', 10712], ['NC', 10439], ['MI', 10077], ['NJ', 9289], ['VA', 8631], ['WA', 7705], ['AZ', 7152],
  ['MA', 7030], ['TN', 6911], ['IN', 6786], ['MD', 6177], ['MO', 6155], ['WI', 5894], ['CO', 5774],
  ['MN', 5706], ['SC', 5118], ['AL', 5024], ['LA', 4658], ['KY', 4506], ['OR', 4237], ['OK', 3959],
  ['CT', 3606], ['PR', 3286], ['UT', 3272], ['IA', 3190], ['NV', 3105], ['AR', 3012], ['MS', 2961],
  ['KS', 2938], ['NM', 2118], ['NE', 1962], ['ID', 1839], ['WV', 1794], ['HI', 1455], ['NH', 1378],
  ['ME', 1362], ['RI', 1097], ['MT', 1084], ['DE', 990], ['SD', 887], ['ND', 779], ['AK', 733],
  ['DC', 690], ['VT', 643], ['WY', 577], ['GU', 170], ['VI', 170], ['AS', 170], ['MP', 170], ['FM', 170],
  ['MH', 170], ['PW', 170], ['AA', 170], ['AE', 170], ['AP', 170],
];
