//! How long a run takes: `cargo bench -p aws-resources-codegen`.
//!
//! Each measures from nothing: no fact that another run has read is known. `rds` is the largest service that is shipped.

use aws_resources_codegen::{
    Crates, Diagnostics, Output, Sources,
    definition::{self, Definition, services::Service},
    emit,
    facts::Sdk,
    generate, resolve,
    resolve::model::ServiceModel,
};
use common::{sources, workspace};
use divan::{Bencher, black_box};

#[path = "../tests/common/mod.rs"]
mod common;

fn main() {
    divan::main();
}

/// What `cargo xtask codegen` does for all shipped services, but for writing.
#[divan::bench(sample_count = 20)]
fn all_with_cargo_metadata() {
    let crates = Crates::of(&workspace("Cargo.toml")).expect("cargo metadata answers");
    black_box(generate(&Sources::new(workspace("models"), crates)).expect("the models are right"));
}

/// The same without cargo's part.
#[divan::bench(sample_count = 20)]
fn all(bencher: Bencher<'_, '_>) {
    let sources = sources();
    bencher.bench_local(|| generate(sources).expect("the models are right"));
}

#[divan::bench(sample_count = 20)]
fn rds_1_definition(bencher: Bencher<'_, '_>) {
    let service = rds();
    bencher.bench_local(|| definition(&service));
}

/// All operations and types, of which a model needs some.
#[divan::bench(sample_count = 20)]
fn rds_2_facts(bencher: Bencher<'_, '_>) {
    let service = rds();
    bencher.bench_local(|| {
        let sdk = sdk(&service);
        for name in sdk.operation_names() {
            black_box(sdk.operation(&name).expect("an operation"));
        }
        for name in sdk.type_names() {
            black_box(sdk.type_def(name));
        }
    });
}

/// With the facts that it needs.
#[divan::bench(sample_count = 20)]
fn rds_3_resolve(bencher: Bencher<'_, '_>) {
    let service = rds();
    let definition = definition(&service);
    bencher.bench_local(|| model(&service, &definition));
}

#[divan::bench(sample_count = 20)]
fn rds_4_emit(bencher: Bencher<'_, '_>) {
    let service = rds();
    let model = model(&service, &definition(&service));
    bencher.bench_local(|| emitted(&model));
}

/// rustfmt, with what it takes to start it.
#[divan::bench(sample_count = 20)]
fn rds_5_layout(bencher: Bencher<'_, '_>) {
    let service = rds();
    let model = model(&service, &definition(&service));
    bencher.with_inputs(|| emitted(&model)).bench_local_values(|mut output| {
        emit::format(&mut output, &sources().options.layout).expect("rustfmt runs");
        output
    });
}

fn rds() -> Service {
    let mut sources = sources().clone();
    sources.only = vec!["rds".to_owned()];
    sources.services(&mut Diagnostics::default()).remove(0)
}

fn sdk(service: &Service) -> Sdk {
    Sdk::open(&service.sdk).expect("the SDK's source")
}

fn definition(service: &Service) -> Definition {
    let told = &mut Diagnostics::default();
    definition::read(service, told).and_then(|files| files.definition(told)).expect("a definition")
}

fn model(service: &Service, definition: &Definition) -> ServiceModel {
    resolve::service(service, definition, &sdk(service), &mut Diagnostics::default()).expect("a model")
}

fn emitted(model: &ServiceModel) -> Output {
    let mut output = Output::default();
    emit::service(model, &sources().options, &mut output);
    emit::index(std::slice::from_ref(model), &sources().options, &mut output);
    output
}
