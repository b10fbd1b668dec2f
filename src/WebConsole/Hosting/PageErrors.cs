using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace WebConsole.Hosting;

/// <summary>Logs what an error boundary caught, with the page's path.</summary>
internal sealed partial class PageErrors(NavigationManager page, ILogger<PageErrors> log) : IErrorBoundaryLogger
{
    public ValueTask LogErrorAsync(Exception exception)
    {
        Failed(log, OpenPages.PathOf(page), exception);
        return ValueTask.CompletedTask;
    }

    [LoggerMessage(1403, LogLevel.Error, "The page {Path} failed")]
    private static partial void Failed(ILogger log, string path, Exception exception);
}
