/** What is recorded, category by category: written by the profiles alone. Pure functions from profiles to pages. */
export { categoryGuide } from './category.ts';
export { guideHome } from './home.ts';
export { stageGuide } from './stage.ts';
export { guideSheet } from './style.ts';
