using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace DualWanPortal.Api;

/// <summary>What all calls of the HTTP API share: their root, JSON, problem details, the OpenAPI document.</summary>
public static class ApiFeature
{
    public const string Root = "/api/v1";

    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(options =>
        {
            PortalJson.Apply(options.SerializerOptions);
            options.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        });
        // What was wrong with a body is known only to the exception; it is answered below.
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.AddProblemDetails();
        services.AddOpenApi("v1", options => options.AddDocumentTransformer<OpenApiTitle>());
        return services;
    }

    /// <summary>Group for the calls of one feature under <c>/api/v1/{path}</c>. Without <c>RequireAuthorization</c> a call needs <c>Permissions.View</c>.</summary>
    public static RouteGroupBuilder MapApi(this IEndpointRouteBuilder app, string path) => app.MapGroup($"{Root}/{path}").WithTags(path);

    /// <summary>Goes before everything else: whatever fails behind it is answered without its insides.</summary>
    public static void UseProblems(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = AnswerFailureAsync,
            // What somebody sent is no failure of the portal.
            SuppressDiagnosticsCallback = failure => failure.Exception is BadHttpRequestException,
        });
        app.UseWhen(context => ForPrograms.Covers(context.Request.Path), branch => branch.UseStatusCodePages());
    }

    public static void MapOpenApiDocument(this WebApplication app) => app.MapOpenApi("/openapi/{documentName}.json");

    private static async Task AnswerFailureAsync(HttpContext context)
    {
        var failed = context.Features.Get<IExceptionHandlerFeature>();
        var refused = failed?.Error as BadHttpRequestException;
        var status = refused?.StatusCode ?? StatusCodes.Status500InternalServerError;
        var detail = refused is not null ? "The request could not be read." : $"The portal failed; its log tells why, under {context.TraceIdentifier}.";
        if (ForPrograms.Covers(context.Request.Path))
        {
            var json = context.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
            await (refused is null ? Problem.Of(status, detail) : BodyRefusal.Of(refused, failed!.Endpoint, json)).ExecuteAsync(context);
            return;
        }
        context.Response.StatusCode = status;
        await context.Response.WriteAsync(detail, context.RequestAborted);
    }
}
