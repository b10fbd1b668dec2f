using Microsoft.AspNetCore.SignalR;
using Microsoft.JSInterop;
using Serilog;
using Serilog.Events;
using Serilog.Filters;
using Serilog.Formatting.Compact;
using WebConsole.Security;

namespace WebConsole.Hosting;

/// <summary>
/// Serilog: everything to standard output, and the audit lines also to files of their own, a JSON object a line.
/// No secret reaches either: addresses are logged without their query, which may hold a sign-in token.
/// </summary>
internal static class Logging
{
    private const int LargestAuditFile = 16 * 1024 * 1024;

    /// <summary>Beyond one a day; after these the oldest go, so that nobody fills the disk: 4 GiB.</summary>
    private const int MoreAuditFiles = 256;

    /// <summary>Of refusals less is kept: 1 GiB.</summary>
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
        // Warns at each start that keys lie unencrypted, as they do on any Linux host: the directory guards them.
        .MinimumLevel.Override("Microsoft.AspNetCore.DataProtection", LogEventLevel.Error);

    private static void SetWhatNoSettingChanges(LoggerConfiguration logger, WebConsoleOptions options)
    {
        logger
            .MinimumLevel.Override(SecurityAudit.Category, LogEventLevel.Information)
            // .NET's own words about requests hold addresses, arguments of hubs (so whatever is typed into a page) and what
            // a circuit is taken over by: at these levels, and at any from the two that write whole addresses.
            .Filter.ByExcluding(line => line.Level < LogEventLevel.Information && IsOfDotNet(line))
            .Filter.ByExcluding(Matching.FromSource("Microsoft.AspNetCore.Hosting.Diagnostics"))
            .Filter.ByExcluding(Matching.FromSource("Microsoft.AspNetCore.Components.Server.Circuits.RemoteNavigationManager"))
            // What a visitor sends instead of a token, with a stack for each; RefusedRequests tells of it.
            .Filter.ByExcluding(Matching.FromSource("Microsoft.AspNetCore.Antiforgery"))
            // What ends a circuit is told once, by the circuit; a browser decides what this one says, and how often.
            .Filter.ByExcluding(Matching.FromSource("Microsoft.AspNetCore.Components.Server.Circuits.RemoteRenderer"))
            // .NET's own words of each start, which help nobody.
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

    /// <summary>What any visitor can bring about and is no fault of ours: a hub's own refusal, a page that went in the middle of something.</summary>
    private static bool IsOfVisitors(LogEvent line) => IsOfDotNet(line) && line.Exception switch
    {
        AggregateException many => many.Flatten().InnerExceptions.All(one => IsOfVisitors(one, line)),
        { } one => IsOfVisitors(one, line),
        null => false,
    };

    // A cancellation that ends a circuit is a fault of a page's: who sees the page stop finds it in the log.
    private static bool IsOfVisitors(Exception exception, LogEvent line) =>
        exception is HubException or JSDisconnectedException || (exception is OperationCanceledException && !IsOfCircuits(line));

    private static readonly Func<LogEvent, bool> IsOfCircuits = Matching.FromSource("Microsoft.AspNetCore.Components.Server.Circuits.CircuitHost");
    private static readonly Func<LogEvent, bool> IsOfDotNet = Matching.FromSource("Microsoft");

    private static LogEventLevel Level(HttpContext context, double elapsed, Exception? exception) =>
        exception is not null || context.Response.StatusCode >= 500 ? LogEventLevel.Error
        : context.Response.StatusCode >= 400 ? LogEventLevel.Information
        : LogEventLevel.Debug;
}
