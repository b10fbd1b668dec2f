using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using WebConsole.Components.Plain;
using WebConsole.Security;

namespace WebConsole.Hosting;

/// <summary>Adds a body to responses that have only a status: a page for people, problem+json for programs.</summary>
internal static class StatusAnswers
{
    public static void UseStatusAnswers(this IApplicationBuilder app)
    {
        app.UseExceptionHandler(failed => failed.Run(WriteAsync));
        app.UseStatusCodePages(status => IsUnknownPage(status.HttpContext) ? ShowInFrameAsync(status) : WriteAsync(status.HttpContext));
    }

    /// <summary>Whether someone who is signed in followed a link to a page that there is not.</summary>
    private static bool IsUnknownPage(HttpContext context) =>
        context.Response.StatusCode == StatusCodes.Status404NotFound && RequestKind.IsPage(context.Request) && context.User.Identity?.IsAuthenticated == true;

    /// <summary>Answers with the app's own page, which has the navigation; its status is that of <see cref="AppUrls.NotFound"/>.</summary>
    private static async Task ShowInFrameAsync(StatusCodeContext status)
    {
        var context = status.HttpContext;
        var path = context.Request.Path;
        (context.Request.Path, context.Response.StatusCode) = (AppUrls.NotFound, StatusCodes.Status200OK);
        context.SetEndpoint(null);
        context.Request.RouteValues.Clear();
        try
        {
            await status.Next(context).ConfigureAwait(false);
        }
        finally
        {
            context.Request.Path = path;
        }
    }

    /// <summary>What helps a program whose request no route took; null where the status says all.</summary>
    private static string? Detail(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status405MethodNotAllowed when context.Response.Headers.Allow is { Count: > 0 } methods => $"This address takes {string.Join(", ", methods.ToArray())}: see /openapi/v1.json.",
        StatusCodes.Status415UnsupportedMediaType => "The body must be JSON, with the header Content-Type: application/json.",
        _ => null,
    };

    private static Task WriteAsync(HttpContext context)
    {
        var status = context.Response.StatusCode;
        IResult answer = RequestKind.IsForPrograms(context.Request.Path) || !RequestKind.TakesHtml(context.Request)
            ? TypedResults.Problem(Detail(context), statusCode: status)
            : new RazorComponentResult<StatusPage>(new { Status = status, Request = context.TraceIdentifier }) { StatusCode = status };
        return answer.ExecuteAsync(context);
    }
}
