import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { AnswerList } from "#app/features/answers/answer-list.tsx";
import { editAnswers, listAnswers } from "#app/features/answers/index.server.ts";
import { openShop } from "#app/features/shops/index.server.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const shop = await openShop(request);
  return { ...(await listAnswers(shop.id)), timezone: shop.timezone };
}

export async function action({ request }: ActionFunctionArgs) {
  const shop = await openShop(request);
  return editAnswers(shop.id);
}

export default function Answers() {
  return <AnswerList {...useLoaderData<typeof loader>()} />;
}
