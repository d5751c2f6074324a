//! What boto3's and boto3_extensions' own definitions generate: it must compile. `cargo xtask drop-in` writes the
//! modules.
#![forbid(unsafe_code)]

pub mod boto3 {
    //! boto3's, with botocore's paginators and waiters.
    #[path = "services.rs"]
    mod services;
    pub use services::*;
}

pub mod boto3_extensions {
    //! boto3_extensions' with its ARN rules, boto3's where it has none, and botocore's paginators and waiters.
    #[path = "services.rs"]
    mod services;
    pub use services::*;
}
