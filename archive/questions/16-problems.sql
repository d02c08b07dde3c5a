-- Words of a theme anywhere in what a body wrote itself, found by the full-text index in pairs of characters.
WITH found AS (
  -- 人员不足、人手不足、力量薄弱、力量不足、人员变动、人员流动、兼职、身兼数职
  SELECT 'staff' AS theme, rowid AS report_id FROM reports_fts
  WHERE reports_fts MATCH 'narrative : ("人员 员不 不足" OR "人手 手不 不足" OR "力量 量薄 薄弱" OR "力量 量不 不足" OR "人员 员变 变动" OR "人员 员流 流动" OR "兼职" OR "身兼 兼数 数职")'
  UNION ALL
  -- 业务水平、业务能力、业务不熟、专业能力、培训不够、培训力度
  SELECT 'skills' AS theme, rowid AS report_id FROM reports_fts
  WHERE reports_fts MATCH 'narrative : ("业务 务水 水平" OR "业务 务能 能力" OR "业务 务不 不熟" OR "专业 业能 能力" OR "培训 训不 不够" OR "培训 训力 力度")'
  UNION ALL
  -- 意识不强、认识不足、认识不够、重视不够、重视程度
  SELECT 'awareness' AS theme, rowid AS report_id FROM reports_fts
  WHERE reports_fts MATCH 'narrative : ("意识 识不 不强" OR "认识 识不 不足" OR "认识 识不 不够" OR "重视 视不 不够" OR "重视 视程 程度")'
  UNION ALL
  -- 渠道单一、渠道不够、形式单一、方式单一、平台建设、栏目设置
  SELECT 'platform' AS theme, rowid AS report_id FROM reports_fts
  WHERE reports_fts MATCH 'narrative : ("渠道 道单 单一" OR "渠道 道不 不够" OR "形式 式单 单一" OR "方式 式单 单一" OR "平台 台建 建设" OR "栏目 目设 设置")'
  UNION ALL
  -- 不及时、不够及时、更新缓慢、滞后
  SELECT 'delay' AS theme, rowid AS report_id FROM reports_fts
  WHERE reports_fts MATCH 'narrative : ("不及 及时" OR "不够 够及 及时" OR "更新 新缓 缓慢" OR "滞后")'
  UNION ALL
  -- 内容不全、不够全面、质量不高、不够规范、不规范、深度不够
  SELECT 'quality' AS theme, rowid AS report_id FROM reports_fts
  WHERE reports_fts MATCH 'narrative : ("内容 容不 不全" OR "不够 够全 全面" OR "质量 量不 不高" OR "不够 够规 规范" OR "不规 规范" OR "深度 度不 不够")'
  UNION ALL
  -- 解读不够、解读形式、解读质量、互动不够
  SELECT 'interpretation' AS theme, rowid AS report_id FROM reports_fts
  WHERE reports_fts MATCH 'narrative : ("解读 读不 不够" OR "解读 读形 形式" OR "解读 读质 质量" OR "互动 动不 不够")'
  UNION ALL
  -- 制度不健全、机制不健全、制度不完善、机制不完善、不够健全、不够完善
  SELECT 'system' AS theme, rowid AS report_id FROM reports_fts
  WHERE reports_fts MATCH 'narrative : ("制度 度不 不健 健全" OR "机制 制不 不健 健全" OR "制度 度不 不完 完善" OR "机制 制不 不完 完善" OR "不够 够健 健全" OR "不够 够完 完善")'
), asked AS (
  SELECT reports.id, reports.year FROM reports
  WHERE reports.identified = 1
  AND reports.division_code >= coalesce(:division, '')
  AND reports.division_code < coalesce(:division, '') || ':'
  AND reports.year + 0 BETWEEN CAST(coalesce(nullif(:first_year, ''), '0') AS INTEGER)
                           AND CAST(coalesce(nullif(:last_year, ''), '9999') AS INTEGER)
), years AS (
  SELECT year, count(*) AS reports FROM asked GROUP BY year
)
SELECT asked.year, found.theme, count(*) AS reports_naming, years.reports,
       round(100.0 * count(*) / years.reports, 1) AS share
FROM found JOIN asked ON asked.id = found.report_id JOIN years ON years.year = asked.year
GROUP BY asked.year, found.theme, years.reports
ORDER BY asked.year, reports_naming DESC, found.theme
