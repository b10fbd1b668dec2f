using Microsoft.AspNetCore.Http.HttpResults;
using WebConsole.Components.Plain;
using WebConsole.Security;

namespace WebConsole.Hosting;

/// <summary>Gives a status without a body its words: a page for people, problem+json for programs.</summary>
internal static class StatusAnswers
{
    public static void UseStatusAnswers(this IApplicationBuilder app)
    {
        app.UseExceptionHandler(failed => failed.Run(WriteAsync));
        app.UseStatusCodePages(context => WriteAsync(context.HttpContext));
    }

    private static Task WriteAsync(HttpContext context)
    {
        var status = context.Response.StatusCode;
        IResult answer = RequestKind.IsForPrograms(context.Request.Path) || !RequestKind.TakesHtml(context.Request)
            ? TypedResults.Problem(statusCode: status)
            : new RazorComponentResult<StatusPage>(new { Status = status, Request = context.TraceIdentifier }) { StatusCode = status };
        return answer.ExecuteAsync(context);
    }
}
