/** The reference: an empty Koa app that writes its own ready buffer. */

import Koa from 'koa';
import { answer, serve } from './reference.ts';

const app = new Koa();
app.use((context) => {
  context.respond = false;
  answer(context.req, context.res);
});
serve(app.callback());
