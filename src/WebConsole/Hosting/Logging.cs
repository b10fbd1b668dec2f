using Microsoft.AspNetCore.SignalR;
using Microsoft.JSInterop;
using Serilog;
using Serilog.Events;
using Serilog.Filters;
using Serilog.Formatting.Compact;
using WebConsole.Security;

namespace WebConsole.Hosting;

/// <summary>
/// Sets up Serilog: everything goes to standard output, and audit lines also go to their own files, one JSON object per
/// line. No secret is logged: URLs are logged without their query, which may hold a sign-in token.
/// </summary>
internal static class Logging
{
    private const int LargestAuditFile = 16 * 1024 * 1024;

    /// <summary>
    /// How many audit files are kept besides one per day. A full file starts a new one; the oldest are deleted, so that
    /// nobody can fill the disk (4 GiB).
    /// </summary>
    private const int MoreAuditFiles = 256;

    /// <summary>Less is kept of refusals: 1 GiB.</summary>
    private const int MoreRefusedFiles = 64;

    public static void AddLogging(this IServiceCollection services, IConfiguration configuration, WebConsoleOptions options) =>
        services.AddSerilog((provider, logger) =>
        {
            SetLevels(logger);
            logger.ReadFrom.Configuration(configuration).ReadFrom.Services(provider);
            SetWhatNoSettingChanges(logger, options);
        }, preserveStaticLogger: true);

    public static void UseRequestLog(this IApplicationBuilder app) => app.UseSerilogRequestLogging(log =>
    {
        log.MessageTemplate = "{RequestMethod} {RequestPath} from {From}: {StatusCode} in {Elapsed:0.0} ms";
        log.IncludeQueryInRequestPath = false;
        log.GetLevel = Level;
        log.EnrichDiagnosticContext = (diagnostics, context) => diagnostics.Set("From", context.From());
    });

    private static void SetLevels(LoggerConfiguration logger) => logger
        .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
        .MinimumLevel.Override("Microsoft.Hosting.Lifetime", LogEventLevel.Information)
        // This warns at each start that keys are stored unencrypted, as on any Linux host; the directory's permissions
        // protect them.
        .MinimumLevel.Override("Microsoft.AspNetCore.DataProtection", LogEventLevel.Error);

    private static void SetWhatNoSettingChanges(LoggerConfiguration logger, WebConsoleOptions options)
    {
        logger
            .MinimumLevel.Override(SecurityAudit.Category, LogEventLevel.Information)
            // .NET's logs of requests contain URLs, hub arguments (all text that users type into a page) and circuit
            // secrets: at these levels, and for the two categories that write whole URLs at any level.
            .Filter.ByExcluding(line => line.Level < LogEventLevel.Information && IsOfDotNet(line))
            .Filter.ByExcluding(Matching.FromSource("Microsoft.AspNetCore.Hosting.Diagnostics"))
            .Filter.ByExcluding(Matching.FromSource("Microsoft.AspNetCore.Components.Server.Circuits.RemoteNavigationManager"))
            // Logs a stack trace for each invalid antiforgery token; RefusedRequests logs these.
            .Filter.ByExcluding(Matching.FromSource("Microsoft.AspNetCore.Antiforgery"))
            // The circuit itself logs once why it ended. In this category, a browser controls the text and the number
            // of lines.
            .Filter.ByExcluding(Matching.FromSource("Microsoft.AspNetCore.Components.Server.Circuits.RemoteRenderer"))
            // Kestrel warns so of a form that .NET gave up in the middle (too many fields) while the rest was still on its
            // way: any visitor can send one, and the connection is closed.
            .Filter.ByExcluding(IsOfAbandonedBody)
            // Messages of .NET at each start that help nobody.
            .Filter.ByExcluding(Matching.WithProperty("EnvName"))
            .Filter.ByExcluding(Matching.WithProperty("ContentRoot"))
            .Enrich.FromLogContext()
            .Filter.ByExcluding(IsOfVisitors)
            .WriteTo.Logger(audit => WriteAudit(audit.Filter.ByIncludingOnly(Matching.FromSource(SecurityAudit.Category))
                .Filter.ByExcluding(Matching.FromSource(RefusalLog.Category)), options, "audit-.jsonl", MoreAuditFiles))
            .WriteTo.Logger(refused => WriteAudit(refused.Filter.ByIncludingOnly(Matching.FromSource(RefusalLog.Category)),
                options, "refused-.jsonl", MoreRefusedFiles));
        if (options.Log.Console)
            logger.WriteTo.Console(new LogLines(inColour: !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))));
    }

    private static void WriteAudit(LoggerConfiguration audit, WebConsoleOptions options, string name, int moreFiles) => audit
        .WriteTo.File(new CompactJsonFormatter(), Path.Combine(StateDirectory.Logs(options.StateDirectory), name),
            rollingInterval: RollingInterval.Day, retainedFileCountLimit: options.Log.AuditDays + moreFiles, retainedFileTimeLimit: TimeSpan.FromDays(options.Log.AuditDays),
            fileSizeLimitBytes: LargestAuditFile, rollOnFileSizeLimit: true);

    /// <summary>
    /// Exceptions that any visitor can cause and that are no bug: a hub's refusal, or a page that was closed during a
    /// call.
    /// </summary>
    private static bool IsOfVisitors(LogEvent line) => IsOfDotNet(line) && line.Exception switch
    {
        AggregateException many => many.Flatten().InnerExceptions.All(one => IsOfVisitors(one, line)),
        { } one => IsOfVisitors(one, line),
        null => false,
    };

    private static bool IsOfAbandonedBody(LogEvent line) =>
        line.Exception is InvalidOperationException { Message: "Reading is already in progress." } && IsOfKestrel(line);

    // A cancellation that ends a circuit is a bug in a page, so it must be in the log.
    private static bool IsOfVisitors(Exception exception, LogEvent line) =>
        exception is HubException or JSDisconnectedException || (exception is OperationCanceledException && !IsOfCircuits(line));

    private static readonly Func<LogEvent, bool> IsOfCircuits = Matching.FromSource("Microsoft.AspNetCore.Components.Server.Circuits.CircuitHost");
    private static readonly Func<LogEvent, bool> IsOfKestrel = Matching.FromSource("Microsoft.AspNetCore.Server.Kestrel");
    private static readonly Func<LogEvent, bool> IsOfDotNet = Matching.FromSource("Microsoft");

    private static LogEventLevel Level(HttpContext context, double elapsed, Exception? exception) =>
        exception is not null || context.Response.StatusCode >= 500 ? LogEventLevel.Error
        : context.Response.StatusCode >= 400 ? LogEventLevel.Information
        : LogEventLevel.Debug;
}
