//! A small valid model, for tests to break: one service over the SDK's S3.

pub(crate) const SERVICES: &str = r#"[s3]
sdk = "aws-sdk-s3"
type = "S3"
title = "Amazon S3"
arn-service = "s3"
api-reference = "https://docs.aws.amazon.com/AmazonS3/latest/API"
"#;

pub(crate) const RESOURCES: &str = r#"{
  "service": {
    "actions": {
      "CreateBucket": {
        "request": { "operation": "CreateBucket" },
        "resource": {
          "type": "Bucket",
          "identifiers": [ { "target": "Name", "source": "requestParameter", "path": "Bucket" } ]
        }
      }
    },
    "has": {
      "Bucket": { "resource": { "type": "Bucket", "identifiers": [ { "target": "Name", "source": "input" } ] } }
    },
    "hasMany": {
      "Buckets": {
        "request": { "operation": "ListBuckets" },
        "resource": {
          "type": "Bucket",
          "identifiers": [ { "target": "Name", "source": "response", "path": "Buckets[].Name" } ],
          "path": "Buckets[]"
        }
      }
    }
  },
  "resources": {
    "Bucket": {
      "documentation": "A bucket.",
      "identifiers": [ { "name": "Name", "memberName": "Name" } ],
      "shape": "Bucket",
      "load": { "request": { "operation": "ListBuckets" }, "path": "Buckets[]" },
      "actions": {
        "Delete": {
          "request": {
            "operation": "DeleteBucket",
            "params": [ { "target": "Bucket", "source": "identifier", "name": "Name" } ]
          }
        },
        "PutObject": {
          "request": {
            "operation": "PutObject",
            "params": [
              { "target": "Bucket", "source": "data", "path": "Name" },
              { "target": "StorageClass", "source": "string", "value": "STANDARD" }
            ]
          },
          "path": "ETag"
        }
      },
      "has": {
        "Self": { "resource": { "type": "Bucket", "identifiers": [ { "target": "Name", "source": "data", "path": "Name" } ] } }
      },
      "hasMany": {
        "Versions": {
          "request": {
            "operation": "ListObjectVersions",
            "params": [ { "target": "Bucket", "source": "identifier", "name": "Name" } ]
          },
          "resource": {
            "type": "Version",
            "identifiers": [
              { "target": "BucketName", "source": "identifier", "name": "Name" },
              { "target": "Key", "source": "response", "path": "Versions[].Key" },
              { "target": "Id", "source": "response", "path": "Versions[].VersionId" }
            ],
            "path": "Versions[]"
          }
        }
      },
      "waiters": {
        "Exists": {
          "waiterName": "BucketExists",
          "params": [ { "target": "Bucket", "source": "identifier", "name": "Name" } ]
        },
        "Versioned": {
          "waiterName": "BucketVersioned",
          "params": [ { "target": "Bucket", "source": "identifier", "name": "Name" } ]
        }
      }
    },
    "Version": {
      "documentation": "A version of an object.",
      "identifiers": [
        { "name": "BucketName" },
        { "name": "Key", "memberName": "Key" },
        { "name": "Id", "memberName": "VersionId", "optional": true }
      ],
      "shape": "ObjectVersion",
      "batchActions": {
        "Delete": {
          "request": {
            "operation": "DeleteObjects",
            "params": [
              { "target": "Bucket", "source": "identifier", "name": "BucketName" },
              { "target": "Delete.Objects[*].Key", "source": "identifier", "name": "Key" },
              { "target": "Delete.Objects[*].VersionId", "source": "identifier", "name": "Id" }
            ]
          },
          "max": 1000,
          "failures": {
            "path": "Errors[]",
            "identifiers": [ { "target": "Key", "source": "response", "path": "Key" } ],
            "code": "Code",
            "message": "Message"
          }
        }
      }
    }
  }
}
"#;

pub(crate) const ARNS: &str = r#"{
  "version": "1.0",
  "resources": {
    "Bucket": { "arn": [ { "dataPath": ["BucketArn"] }, { "formatString": "arn:{partition}:{service}:::{name}" } ] },
    "Version": { "arn": { "none": "A version has the ARN of its object." } }
  }
}
"#;

pub(crate) const PAGINATORS: &str = r#"{
  "pagination": {
    "ListObjectVersions": {
      "more_results": "IsTruncated",
      "limit_key": "MaxKeys",
      "input_token": ["KeyMarker", "VersionIdMarker"],
      "output_token": ["NextKeyMarker", "NextVersionIdMarker"],
      "result_key": "Versions"
    }
  }
}
"#;

pub(crate) const WAITERS: &str = r#"{
  "version": 2,
  "waiters": {
    "BucketVersioned": {
      "operation": "GetBucketVersioning",
      "delay": 5,
      "maxAttempts": 20,
      "acceptors": [
        { "state": "success", "matcher": "path", "argument": "Status", "expected": "Enabled" },
        { "state": "failure", "matcher": "error", "expected": "NoSuchBucket" }
      ]
    }
  }
}
"#;

pub(crate) const OMISSIONS: &str = r#"{
  "omissions": [
    { "reason": "Not asked for.", "operations": ["GetBucketCors"], "entries": ["Bucket.Cors"] },
    { "reason": "Another model has it.", "waiters": ["ObjectExists"], "entries": ["Object", "service.Objects"] }
  ]
}
"#;
