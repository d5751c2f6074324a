//! Identity pools. The fake lists all on one page, keeps the name of a pool that gets another, and takes no unsigned
//! calls, by which identities come to be: those are in `replayed`, and tags.

use aws_resources::cognito_identity::{CognitoIdentity, IdentityPool};
use aws_sdk_cognitoidentity::{Client, operation::describe_identity_pool::DescribeIdentityPoolError};
use end_to_end::fake::Account;

use crate::pages;

/// A pool that the plain SDK creates.
async fn pool(account: &Account, name: &str) -> IdentityPool {
    let made = Client::new(&account.config).create_identity_pool().identity_pool_name(name);
    let made = made.allow_unauthenticated_identities(true).send().await.unwrap();
    CognitoIdentity::new(&account.session).identity_pool(made.identity_pool_id)
}

#[tokio::test]
async fn a_listing_gives_summaries() {
    let account = Account::new("eu-west-1").await;
    let (first, second) = (pool(&account, "first").await, pool(&account, "second").await);
    let cognito = CognitoIdentity::new(&account.session);
    let listed = pages(cognito.identity_pools(), |pool| pool.id().to_owned()).await.unwrap();
    assert_eq!(listed, [[first.id(), second.id()]]);
    let listed = cognito.identity_pools().try_collect().await.unwrap();
    assert_eq!(listed[0].summary().unwrap().identity_pool_name(), Some("first"));
    assert!(listed[0].loaded().is_none(), "a listing gives less than the data");
}

#[tokio::test]
async fn a_pool_lives_and_dies() {
    let account = Account::new("us-west-2").await;
    let cognito = CognitoIdentity::new(&account.session);
    let made = cognito.create_identity_pool().with(|r| {
        r.identity_pool_name("app").allow_unauthenticated_identities(true).developer_provider_name("login.example")
    });
    let pool = made.await.unwrap();
    let arn = pool.arn().await.unwrap();
    let template = "arn:${Partition}:cognito-identity:${Region}:${Account}:identitypool/${IdentityPoolId}";
    account.assert_arn(&arn, template, &[("IdentityPoolId", pool.id())]);
    assert!(pool.loaded().is_none(), "its ARN is built");
    assert_eq!(pool.data().await.unwrap().developer_provider_name(), Some("login.example"));

    let closed = pool.update().with(|r| r.identity_pool_name("app2").allow_unauthenticated_identities(false));
    assert!(!closed.await.unwrap().allow_unauthenticated_identities());
    assert!(!pool.data().await.unwrap().allow_unauthenticated_identities());
    assert_eq!(pool.identities().try_collect().await.unwrap(), []);

    pool.delete().await.unwrap();
    let gone = pool.data().await.unwrap_err();
    assert!(gone.is_not_found(), "{gone}");
    let sdk = gone.sdk_error::<DescribeIdentityPoolError>().and_then(|error| error.as_service_error());
    assert!(sdk.is_some_and(DescribeIdentityPoolError::is_resource_not_found_exception), "{sdk:?}");
    assert_eq!(cognito.identity_pools().try_collect().await.unwrap(), []);
}

/// The fake makes an identity anew each time, and lists none of them.
#[tokio::test]
async fn a_developer_vouches_for_an_identity() {
    let account = Account::new("us-west-2").await;
    let cognito = CognitoIdentity::new(&account.session);
    let made = cognito.create_identity_pool().with(|r| {
        r.identity_pool_name("app").allow_unauthenticated_identities(false).developer_provider_name("login.example")
    });
    let pool = made.await.unwrap();
    let token = pool.get_open_id_token_for_developer_identity().with(|r| r.logins("login.example", "ann")).await;
    let token = token.unwrap();
    assert!(token.token().is_some_and(|it| !it.is_empty()), "{token:?}");
    let identity = cognito.identity(token.identity_id().unwrap());
    let again = identity.get_open_id_token_for_developer_identity();
    let again = again.with(|r| r.identity_pool_id(pool.id()).logins("login.example", "ann")).await.unwrap();
    assert_eq!(again.identity_id(), Some(identity.id()));
}
