-- Edited: the readings of one address hold more than one text of the report. Gone: a row of vanishings.
WITH texts AS (
  SELECT reports.id AS report_id, snapshots.url, readings.content_sha256, min(snapshots.fetched_at) AS since
  FROM reports
  JOIN readings ON readings.report_key = reports.key || '' AND readings.verdict = 'report'
  JOIN snapshots ON snapshots.id = readings.snapshot_id
  WHERE reports.version_count > 1
  GROUP BY reports.id, snapshots.url, readings.part, readings.content_sha256
), happened AS (
  SELECT texts.report_id, 'edited' AS event, max(texts.since) AS happened_at, texts.url,
         count(DISTINCT texts.content_sha256) AS texts, NULL AS how, NULL AS confirmed, NULL AS back_at
  FROM texts
  GROUP BY texts.report_id, texts.url
  HAVING count(DISTINCT texts.content_sha256) > 1
  UNION ALL
  SELECT sightings.report_id, 'vanished', vanishings.gone_at, vanishings.url, NULL, vanishings.how,
         CASE WHEN vanishings.confirmed_at IS NULL THEN 0 ELSE 1 END, vanishings.back_at
  FROM vanishings JOIN sightings ON sightings.url = vanishings.url
)
SELECT happened.happened_at, happened.event, reports.issuer AS body, reports.year, happened.report_id,
       happened.texts, happened.how, happened.confirmed, happened.back_at,
       (SELECT count(*) FROM sightings
        WHERE sightings.report_id = reports.id AND sightings.gone_at IS NULL) AS addresses_left,
       happened.url
FROM happened JOIN reports ON reports.id = happened.report_id
WHERE (nullif(:division, '') IS NULL
       OR reports.division_code >= :division AND reports.division_code < :division || ':')
  AND (nullif(:first_year, '') IS NULL OR reports.year >= CAST(:first_year AS INTEGER))
  AND (nullif(:last_year, '') IS NULL OR reports.year <= CAST(:last_year AS INTEGER))
  AND (nullif(:event, '') IS NULL OR happened.event = :event)
ORDER BY happened.happened_at DESC, happened.report_id, happened.url
LIMIT CAST(coalesce(nullif(:limit, ''), '200') AS INTEGER)
