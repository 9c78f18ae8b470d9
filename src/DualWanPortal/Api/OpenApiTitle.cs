using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace DualWanPortal.Api;

/// <summary>Says what the document is and how to sign in.</summary>
internal sealed class OpenApiTitle : IOpenApiDocumentTransformer
{
    private const string Scheme = "token";

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "DualWanPortal",
            Version = "v1",
            Description = "Watching, planning and proving WAN failover on RouterOS routers. Errors are problem details, lists are {items, next}, times are UTC.",
        };
        document.Components ??= new OpenApiComponents();
        document.AddComponent(Scheme, new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "A token from /settings." });
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, document)] = [] }];
        return Task.CompletedTask;
    }
}
