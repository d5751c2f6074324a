//! The README and the guide: their examples are compiled and run with those of the documentation.

#[doc = include_str!("../../../README.md")]
struct Readme;

#[doc = include_str!("../../../docs/guide/src/accounts.md")]
struct Accounts;

#[doc = include_str!("../../../docs/guide/src/actions.md")]
struct Actions;

#[doc = include_str!("../../../docs/guide/src/arns.md")]
struct Arns;

#[doc = include_str!("../../../docs/guide/src/collections.md")]
struct Collections;

#[doc = include_str!("../../../docs/guide/src/credentials.md")]
struct Credentials;

#[doc = include_str!("../../../docs/guide/src/differences.md")]
struct Differences;

#[doc = include_str!("../../../docs/guide/src/dynamodb.md")]
struct Dynamodb;

#[doc = include_str!("../../../docs/guide/src/errors.md")]
struct Errors;

#[doc = include_str!("../../../docs/guide/src/events.md")]
struct Events;

#[doc = include_str!("../../../docs/guide/src/fleet.md")]
struct Fleet;

#[doc = include_str!("../../../docs/guide/src/generic-access.md")]
struct GenericAccess;

#[doc = include_str!("../../../docs/guide/src/getting-started.md")]
struct GettingStarted;

#[doc = include_str!("../../../docs/guide/src/migrating.md")]
struct Migrating;

#[doc = include_str!("../../../docs/guide/src/resources.md")]
struct Resources;

#[doc = include_str!("../../../docs/guide/src/s3.md")]
struct S3;

#[doc = include_str!("../../../docs/guide/src/tags.md")]
struct Tags;

#[doc = include_str!("../../../docs/guide/src/testing.md")]
struct Testing;

#[doc = include_str!("../../../docs/guide/src/waiters.md")]
struct Waiters;
