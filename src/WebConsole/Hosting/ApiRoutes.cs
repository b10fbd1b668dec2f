using Microsoft.AspNetCore.Antiforgery;
using WebConsole.Security;

namespace WebConsole.Hosting;

/// <summary>What all of <c>/api/v1</c> has in common: who may call, forgery, and its description.</summary>
internal static class ApiRoutes
{
    public const string Root = "/api/v1";

    public static void AddApi(this IServiceCollection services)
    {
        services.AddOpenApi("v1", options =>
        {
            options.ShouldInclude = endpoint => endpoint.RelativePath?.StartsWith(Root.TrimStart('/'), StringComparison.Ordinal) == true;
            options.AddDocumentTransformer((document, _, _) =>
            {
                document.Info.Title = "WebConsole";
                document.Info.Description = "The machines of KVM hosts: the same commands and rights as the pages. "
                    + $"A POST carries the token of {Root}/antiforgery in the header that is named there.";
                return Task.CompletedTask;
            });
        });
    }

    /// <summary>The description, and the token that every change must carry.</summary>
    public static void MapApiBasics(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapOpenApi("/openapi/{documentName}.json").RequireAuthorization(Policies.Viewer);
        endpoints.MapApi("Basics").MapGet("/antiforgery", Token).WithSummary("The header that a POST must carry, bound to this session.");
    }

    /// <summary>A group of routes for one area. Viewers may call; a command asks for its own role.</summary>
    public static RouteGroupBuilder MapApi(this IEndpointRouteBuilder endpoints, string area)
    {
        var api = endpoints.MapGroup(Root).WithTags(area).RequireAuthorization(Policies.Viewer);
        api.AddEndpointFilter(RefuseForgedAsync);
        return api.ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);
    }

    private static AntiforgeryHeader Token(IAntiforgery antiforgery, HttpContext context)
    {
        var tokens = antiforgery.GetAndStoreTokens(context);
        return new AntiforgeryHeader(tokens.HeaderName!, tokens.RequestToken!);
    }

    private static async ValueTask<object?> RefuseForgedAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var context = invocation.HttpContext;
        if (!HttpMethods.IsGet(context.Request.Method))
        {
            var antiforgery = context.RequestServices.GetRequiredService<IAntiforgery>();
            if (!await antiforgery.IsRequestValidAsync(context).ConfigureAwait(false))
                return ApiProblems.Forged(Root + "/antiforgery");
        }
        return await next(invocation).ConfigureAwait(false);
    }

    /// <summary>Name and value of a request header.</summary>
    internal sealed record AntiforgeryHeader(string Header, string Token);
}
