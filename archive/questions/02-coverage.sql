-- Every row of the table coverage, expected or not. Shares are of those of which it can be told: published, vanished, not found.
WITH told AS (
  SELECT substr(coverage.area, 1, CAST(coalesce(nullif(:digits, ''), '6') AS INTEGER)) AS code, coverage.year,
         count(*) AS bodies,
         sum(CASE WHEN coverage.state = 'published' THEN 1 ELSE 0 END) AS published,
         sum(CASE WHEN coverage.state = 'vanished' THEN 1 ELSE 0 END) AS vanished,
         sum(CASE WHEN coverage.state = 'not_found' THEN 1 ELSE 0 END) AS not_found,
         sum(CASE WHEN coverage.state = 'not_due' THEN 1 ELSE 0 END) AS not_due,
         sum(CASE WHEN coverage.state = 'unread' THEN 1 ELSE 0 END) AS unread,
         sum(CASE WHEN coverage.state = 'published' AND coverage.late = 1 THEN 1 ELSE 0 END) AS late_count,
         max(coverage.county) AS area_name, min(coverage.report_id) AS one_report
  FROM coverage
  WHERE coverage.area >= coalesce(substr(:division, 1, 6), '')
    AND coverage.area < coalesce(substr(:division, 1, 6), '') || ':'
    AND (length(coalesce(:division, '')) <= 6
         OR coverage.division >= :division AND coverage.division < :division || ':')
    AND length(coverage.area) >= CAST(coalesce(nullif(:digits, ''), '6') AS INTEGER)
    AND coverage.year BETWEEN CAST(coalesce(nullif(:first_year, ''), '0') AS INTEGER)
                          AND CAST(coalesce(nullif(:last_year, ''), '9999') AS INTEGER)
  GROUP BY substr(coverage.area, 1, CAST(coalesce(nullif(:digits, ''), '6') AS INTEGER)), coverage.year
)
SELECT told.code AS place_code,
       CASE CAST(coalesce(nullif(:digits, ''), '6') AS INTEGER)
         WHEN 0 THEN NULL
         WHEN 2 THEN (SELECT reports.province FROM reports WHERE reports.id = told.one_report)
         WHEN 4 THEN (SELECT reports.city FROM reports WHERE reports.id = told.one_report)
         ELSE told.area_name
       END AS place,
       told.year, told.bodies, told.published, told.vanished, told.not_found, told.late_count,
       told.not_due, told.unread,
       told.bodies - told.published - told.vanished - told.not_found - told.not_due - told.unread AS not_told,
       CASE WHEN told.published + told.vanished + told.not_found >= CAST(coalesce(nullif(:least, ''), '1') AS INTEGER)
            THEN round(100.0 * (told.published + told.vanished)
                       / nullif(told.published + told.vanished + told.not_found, 0), 1)
       END AS share_published
FROM told
ORDER BY told.code, told.year
