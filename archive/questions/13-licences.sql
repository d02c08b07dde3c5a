-- Own reports of townships and subdistricts. "No requests" is a printed nought, never a blank.
SELECT reports.id AS report_id, substr(reports.key, 1, length(reports.key) - length(reports.scope) - 6) AS body_key,
       reports.issuer AS body, reports.year,
       figures.proactive__admin_licensing__decisions AS licences,
       figures.proactive__admin_penalty__decisions AS penalties,
       figures.proactive__admin_compulsion__decisions AS compulsions,
       figures.requests__new_requests__total AS new_requests
FROM reports JOIN figures ON figures.report_id = reports.id
WHERE reports.identified = 1
  AND reports.division_code >= coalesce(:division, '')
  AND reports.division_code < coalesce(:division, '') || ':'
  AND reports.year + 0 BETWEEN CAST(coalesce(nullif(:first_year, ''), '0') AS INTEGER)
                           AND CAST(coalesce(nullif(:last_year, ''), '9999') AS INTEGER)
  AND reports.scope = 'own'
  AND reports.issuer_kind IN ('township_government', 'subdistrict_office')
  AND (figures.proactive__admin_licensing__decisions >= CAST(coalesce(nullif(:least, ''), '100') AS INTEGER)
       OR figures.proactive__admin_penalty__decisions >= CAST(coalesce(nullif(:least, ''), '100') AS INTEGER))
  AND (coalesce(nullif(:requests, ''), 'any') = 'any' OR figures.requests__new_requests__total = 0)
ORDER BY coalesce(figures.proactive__admin_licensing__decisions, 0)
         + coalesce(figures.proactive__admin_penalty__decisions, 0) DESC, reports.id
LIMIT CAST(coalesce(nullif(:limit, ''), '200') AS INTEGER)
