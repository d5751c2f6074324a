//! The `arn` method.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Emitter, expr::Borrowed, file::documented};
use crate::{
    facts::{Scalar, Type},
    names::ident,
    resolve::model::{ArnRule, Piece, Resource, Segment, Template, TypedPath},
};

impl Emitter<'_> {
    /// The `arn` method: the rules in order.
    pub(super) fn arn(&self, resource: &Resource) -> TokenStream {
        let docs = documented(&self.arn_docs(resource));
        let rules = resource.arn.iter().enumerate().map(|(at, rule)| {
            let last = at + 1 == resource.arn.len();
            match rule {
                ArnRule::Data(path, in_summary) => self.returned(resource, path, in_summary.as_ref(), last),
                ArnRule::Identifier(index) => {
                    let accessor = ident(&resource.identifiers[*index].accessor);
                    match last {
                        true => quote!(self.0.parsed_arn(self.#accessor())),
                        false => quote! {
                            if self.#accessor().starts_with("arn:") {
                                return self.0.parsed_arn(self.#accessor());
                            }
                        },
                    }
                }
                ArnRule::Format(template) => self.built(resource, template),
                ArnRule::None(reason) => quote!(Err(self.0.no_arn(#reason))),
            }
        });
        let known = (!matches!(resource.arn.first(), Some(ArnRule::None(_)) | None)).then(|| {
            quote! {
                if let Some(arn) = self.0.known_arn() {
                    return Ok(arn);
                }
            }
        });
        quote! {
            #docs
            pub async fn arn(&self) -> Result<Arn> {
                #known
                #(#rules)*
            }
        }
    }

    /// What the model trait knows of the ARN.
    pub(super) fn model_arn(&self, resource: &Resource) -> TokenStream {
        let returned = match resource.arn.first() {
            Some(ArnRule::Data(path, _)) => {
                let value = Borrowed::value(quote!(data)).walk(&path.steps).text(&path.ty);
                quote! {
                    fn returned_arn(data: &Self::Data) -> Option<&str> {
                        #value
                    }
                }
            }
            _ => quote!(),
        };
        quote! {
            async fn arn(&self) -> Result<Arn> {
                self.arn().await
            }

            #returned
        }
    }

    fn returned(
        &self,
        resource: &Resource,
        path: &TypedPath,
        in_summary: Option<&TypedPath>,
        last: bool,
    ) -> TokenStream {
        let member = path.text.rsplit('.').next().unwrap_or(&path.text);
        let data = self.data(Some(resource), &quote!(self));
        let text = |root: TokenStream, path: &TypedPath| Borrowed::value(root).walk(&path.steps).text(&path.ty);
        let from_data = text(quote!(data), path);
        let from_summary = in_summary.map(|path| {
            let value = text(quote!(summary), path);
            quote! {
                if self.0.loaded().is_none()
                    && let Some(summary) = self.0.summary()
                    && let Some(arn) = #value
                {
                    return self.0.parsed_arn(arn);
                }
            }
        });
        match last {
            true => quote! {
                #from_summary
                let data = #data;
                self.0.returned_arn(#from_data, #member)
            },
            false => quote! {
                #from_summary
                let data = #data;
                if let Some(arn) = #from_data {
                    return self.0.parsed_arn(arn);
                }
            },
        }
    }

    fn built(&self, resource: &Resource, template: &Template) -> TokenStream {
        let service = &template.service;
        let data = template.needs_data().then(|| {
            let data = self.data(Some(resource), &quote!(self));
            quote!(let data = #data;)
        });
        let segment = |segment: &Segment| match segment {
            Segment::Empty => quote!(Segment::Empty),
            Segment::Session => quote!(Segment::Session),
            Segment::Literal(text) => quote!(Segment::Value(#text)),
            Segment::Owner(path) => {
                let value = Borrowed::value(quote!(data)).walk(&path.steps).text(&path.ty);
                quote!(#value.map_or(Segment::Session, Segment::Value))
            }
        };
        let (region, account) = (segment(&template.region), segment(&template.account));
        let mut format = String::new();
        let mut values = Vec::new();
        for piece in &template.resource {
            match piece {
                Piece::Literal(text) => format += &text.replace('{', "{{").replace('}', "}}"),
                Piece::Identifier(index) => {
                    format += "{}";
                    let identifier = &resource.identifiers[*index];
                    let accessor = ident(&identifier.accessor);
                    values.push(match identifier.ty {
                        Type::Enum(_) => quote!(self.#accessor().as_str()),
                        _ => quote!(self.#accessor()),
                    });
                }
                Piece::Data(path) => {
                    format += "{}";
                    let value = Borrowed::value(quote!(data)).walk(&path.steps).text(&Type::Scalar(Scalar::String));
                    let member = &path.text;
                    values.push(quote!(self.0.member(#value, #member)?));
                }
            }
        }
        let resource = match &values[..] {
            [] => quote!(#format),
            [value] if format == "{}" => quote!(#value),
            values => quote!(format!(#format #(, #values)*)),
        };
        let arn = match &template.replace {
            None => quote!(self.0.built_arn(#service, #region, #account, #resource).await),
            Some((old, new)) => {
                quote!(self.0.replaced_arn(#service, #region, #account, #resource, (#old, #new)).await)
            }
        };
        quote! {
            #data
            #arn
        }
    }
}
