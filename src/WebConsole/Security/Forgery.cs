using Microsoft.AspNetCore.Antiforgery;
using Microsoft.Extensions.Options;

namespace WebConsole.Security;

/// <summary>
/// Checks by the antiforgery token that one of our pages requested a change. A refused request writes one bounded log
/// line, whatever its body is.
/// </summary>
internal static class Forgery
{
    private const string Why = "its antiforgery token is missing, or of another session";

    /// <summary>Checks the header or a form field; an unreadable form has no token.</summary>
    public static async Task<bool> IsOursAsync(HttpContext context)
    {
        try
        {
            if (await context.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context).ConfigureAwait(false))
                return true;
        }
        catch (AntiforgeryValidationException)
        {
            // Its message may quote the form that the visitor sent.
        }
        Tell(context);
        return false;
    }

    /// <summary>Checks the header only; the body is left to the endpoint.</summary>
    public static Task<bool> IsOursByHeaderAsync(HttpContext context)
    {
        var header = context.RequestServices.GetRequiredService<IOptions<AntiforgeryOptions>>().Value.HeaderName!;
        if (!string.IsNullOrEmpty(context.Request.Headers[header]))
            return IsOursAsync(context);
        Tell(context);
        return Task.FromResult(false);
    }

    /// <summary>Logs the forms that .NET's own check refuses.</summary>
    public static void UseForgeryLog(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (context.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: false })
            Tell(context);
        return next(context);
    });

    private static void Tell(HttpContext context) => context.RequestServices.GetRequiredService<RefusedRequests>().Tell(context, Why);
}
