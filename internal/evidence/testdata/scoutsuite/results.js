scoutsuite_results =
{
 "account_id": "1",
 "last_run": {
  "ruleset_name": "default",
  "summary": {
   "iam": {
    "checked_items": 12,
    "flagged_items": 5,
    "max_level": "danger"
   },
   "s3": {
    "checked_items": 4,
    "flagged_items": 2
   }
  },
  "time": "2026-11-20 10:00:00+0000",
  "version": "5.13.0"
 },
 "provider_code": "aws",
 "services": {
  "iam": {
   "findings": {
    "iam-root-no-mfa": {
     "checked_items": 4,
     "flagged_items": 1,
     "level": "danger",
     "description": "d",
     "path": "a.b",
     "rationale": "r"
    },
    "iam-old-keys": {
     "checked_items": 4,
     "flagged_items": 4,
     "level": "warning",
     "description": "d",
     "path": "a.b",
     "rationale": "r"
    },
    "iam-ok": {
     "checked_items": 4,
     "flagged_items": 0,
     "level": "danger",
     "description": "d",
     "path": "a.b",
     "rationale": "r"
    }
   }
  },
  "s3": {
   "findings": {
    "s3-public": {
     "checked_items": 4,
     "flagged_items": 2,
     "level": "danger",
     "description": "d",
     "path": "a.b",
     "rationale": "r"
    }
   }
  },
  "empty": {
   "findings": {}
  }
 }
}
