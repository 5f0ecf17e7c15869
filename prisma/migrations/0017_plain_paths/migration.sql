-- Paths of pages in their normal form (app/core/targeting/address.ts), in which they come from now on: letters beyond
-- ASCII as letters, without the folder of the page's language. What is no UTF-8 stays as it is.
CREATE FUNCTION plain_path(path text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  rest text := COALESCE(NULLIF(regexp_replace(path, '^/[a-z]{2}(-[a-z0-9]{2,})?(?=/|$)', '', 'i'), ''), '/');
  plain text := '';
  coded text;
  at integer;
BEGIN
  LOOP
    coded := substring(rest FROM '(?:%[89a-fA-F][0-9a-fA-F])+');
    EXIT WHEN coded IS NULL;
    at := position(coded IN rest);
    plain := plain || left(rest, at - 1);
    rest := substring(rest FROM at + length(coded));
    BEGIN
      plain := plain || convert_from(decode(replace(coded, '%', ''), 'hex'), 'UTF8');
    EXCEPTION WHEN OTHERS THEN
      plain := plain || coded;
    END;
  END LOOP;
  RETURN plain || rest;
END $$;

UPDATE page SET path = plain_path(path)
WHERE path ~ '%[89a-fA-F]' OR path ~* '^/[a-z]{2}(-[a-z0-9]{2,})?(/|$)';

DROP FUNCTION plain_path(text);

-- Stored conditions are brought into that form when they are published: publish them anew.
UPDATE "shop" SET "publish_wanted" = "publish_wanted" + 1, "publish_due" = "installed_at" WHERE "publish_done" > 0;
