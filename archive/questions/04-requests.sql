-- A row is one kind of body and one scope. Own and aggregate are never added: what a township received for itself
-- is inside the aggregate of its county once more, and a city's aggregate may hold those of its counties.
SELECT reports.year, reports.issuer_kind AS kind, reports.scope, count(*) AS reports,
       count(figures.requests__new_requests__total) AS reports_with_figure,
       sum(figures.requests__new_requests__total) AS new_requests
FROM reports JOIN figures ON figures.report_id = reports.id
WHERE reports.identified = 1
  AND reports.division_code >= coalesce(:division, '')
  AND reports.division_code < coalesce(:division, '') || ':'
  AND reports.year + 0 BETWEEN CAST(coalesce(nullif(:first_year, ''), '0') AS INTEGER)
                           AND CAST(coalesce(nullif(:last_year, ''), '9999') AS INTEGER)
  AND (nullif(:scope, '') IS NULL OR reports.scope = :scope)
GROUP BY reports.year, reports.issuer_kind, reports.scope
ORDER BY reports.year, reports.scope, new_requests DESC, reports.issuer_kind
