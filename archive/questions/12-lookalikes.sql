-- Pairs as the table lookalikes has them; either of the two may lie in the area asked for.
SELECT lookalikes.kind AS likeness_kind, round(lookalikes.likeness, 3) AS likeness, lookalikes.left_in,
       one.issuer AS body, one.year, lookalikes.report_id,
       other.issuer AS other_body, other.year AS other_year, lookalikes.other_report_id
FROM lookalikes
JOIN reports AS one ON one.id = lookalikes.report_id
JOIN reports AS other ON other.id = lookalikes.other_report_id
WHERE (nullif(:division, '') IS NULL
       OR one.division_code >= :division AND one.division_code < :division || ':'
       OR other.division_code >= :division AND other.division_code < :division || ':')
  AND (nullif(:likeness_kind, '') IS NULL OR lookalikes.kind = :likeness_kind)
  AND (coalesce(nullif(:left_in, ''), 'any') = 'any' OR lookalikes.left_in IS NOT NULL)
ORDER BY CASE WHEN lookalikes.left_in IS NULL THEN 1 ELSE 0 END, lookalikes.likeness DESC,
         lookalikes.report_id, lookalikes.other_report_id
LIMIT CAST(coalesce(nullif(:limit, ''), '200') AS INTEGER)
