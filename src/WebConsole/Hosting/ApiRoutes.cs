using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using WebConsole.Security;

namespace WebConsole.Hosting;

/// <summary>What all routes of <c>/api/v1</c> share: authorisation, antiforgery, and the API description.</summary>
internal static class ApiRoutes
{
    public const string Root = "/api/v1";

    /// <summary>The largest body in bytes, unless an action sets a larger limit.</summary>
    public const int LongestRequest = 64 * 1024;

    /// <summary>The largest body with a whole text in it, such as a definition or own user-data: written as JSON, it may take twice its room.</summary>
    public const int LongestText = 1024 * 1024;

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

    /// <summary>A group of routes for one area. Viewers may call them; commands check their own right.</summary>
    public static RouteGroupBuilder MapApi(this IEndpointRouteBuilder endpoints, string area)
    {
        var api = endpoints.MapGroup(Root).WithTags(area).RequireAuthorization(Policies.Viewer);
        api.AddEndpointFilter(RefuseForgedAsync);
        api.WithMetadata(new RequestSizeLimitAttribute(LongestRequest));
        return api.ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);
    }

    /// <summary>For a GET that starts a task: a link or an image of another site must not do that in somebody's browser.</summary>
    public static RouteHandlerBuilder NotFromOtherSites(this RouteHandlerBuilder route) => route.AddEndpointFilter((invocation, next) =>
        OriginCheck.IsFromAnotherSite(invocation.HttpContext.Request) ? ValueTask.FromResult<object?>(ApiProblems.FromAnotherSite()) : next(invocation));

    private static AntiforgeryHeader Token(IAntiforgery antiforgery, HttpContext context)
    {
        var tokens = antiforgery.GetAndStoreTokens(context);
        return new AntiforgeryHeader(tokens.HeaderName!, tokens.RequestToken!);
    }

    private static async ValueTask<object?> RefuseForgedAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var context = invocation.HttpContext;
        if (!HttpMethods.IsGet(context.Request.Method) && !await Forgery.IsOursByHeaderAsync(context).ConfigureAwait(false))
            return ApiProblems.Forged(Root + "/antiforgery");
        try
        {
            return await next(invocation).ConfigureAwait(false);
        }
        catch (BadHttpRequestException error)
        {
            // The body is too long, or ends too early.
            return TypedResults.Problem(error.Message, statusCode: error.StatusCode);
        }
    }

    /// <summary>Name and value of a request header.</summary>
    internal sealed record AntiforgeryHeader(string Header, string Token);
}
