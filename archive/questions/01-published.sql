-- The rows of the table coverage as they are: one a body, scope and year; a report links to its latest capture.
SELECT coverage.body, coverage.kind, coverage.year, coverage.scope, coverage.state, coverage.published_on,
       coverage.days_vs_0131, coverage.days_vs_0331, coverage.late, coverage.report_id,
       (SELECT max(sightings.snapshot_id) FROM sightings
        WHERE sightings.report_id = coverage.report_id) AS snapshot_id,
       coverage.url, coverage.as_of
FROM coverage
WHERE coverage.area >= coalesce(substr(:division, 1, 6), '')
  AND coverage.area < coalesce(substr(:division, 1, 6), '') || ':'
  AND coverage.division >= coalesce(:division, '')
  AND coverage.division < coalesce(:division, '') || ':'
  AND (nullif(:year, '') IS NULL OR coverage.year = CAST(:year AS INTEGER))
  AND (coalesce(nullif(:bodies, ''), 'townships') = 'all'
       OR coverage.kind IN ('township_government', 'subdistrict_office'))
ORDER BY coverage.area, coverage.year DESC, coverage.position
LIMIT CAST(coalesce(nullif(:limit, ''), '200') AS INTEGER)
