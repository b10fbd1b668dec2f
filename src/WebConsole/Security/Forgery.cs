using Microsoft.AspNetCore.Antiforgery;
using Microsoft.Extensions.Options;

namespace WebConsole.Security;

/// <summary>
/// Whether a change was asked for by a page of ours, which its antiforgery token proves. What is not is a bounded line of
/// the log, whatever body came with it.
/// </summary>
internal static class Forgery
{
    private const string Why = "its antiforgery token is missing, or of another session";

    /// <summary>By the header or a field of the form; a form that can't be read has none.</summary>
    public static async Task<bool> IsOursAsync(HttpContext context)
    {
        try
        {
            if (await context.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context).ConfigureAwait(false))
                return true;
        }
        catch (AntiforgeryValidationException)
        {
            // Its words are of the form, which is what the visitor sent.
        }
        Tell(context);
        return false;
    }

    /// <summary>By the header alone: the body is left to whoever expects one.</summary>
    public static Task<bool> IsOursByHeaderAsync(HttpContext context)
    {
        var header = context.RequestServices.GetRequiredService<IOptions<AntiforgeryOptions>>().Value.HeaderName!;
        if (!string.IsNullOrEmpty(context.Request.Headers[header]))
            return IsOursAsync(context);
        Tell(context);
        return Task.FromResult(false);
    }

    /// <summary>Tells of the forms that .NET's own check refuses behind this.</summary>
    public static void UseForgeryLog(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (context.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: false })
            Tell(context);
        return next(context);
    });

    private static void Tell(HttpContext context) => context.RequestServices.GetRequiredService<RefusedRequests>().Tell(context, Why);
}
