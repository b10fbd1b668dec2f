using System.Globalization;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Display;
using WebConsole.Security;

namespace WebConsole.Hosting;

/// <summary>
/// The log as people read it. Text in messages and exceptions, which may come from a browser, can't begin a line or
/// control a terminal, and is cut at a limit.
/// </summary>
internal sealed class LogLines(bool inColour) : ITextFormatter
{
    /// <summary>The most characters of a message, and of an exception with its stack trace.</summary>
    public const int Longest = 4_000;

    private const string NoColour = "\e[0m";

    // With the format j, strings are quoted.
    private static readonly MessageTemplateTextFormatter Message =
        new($"{{SourceContext}}: {{Message:j}}{{{OpenPages.Property}}}", CultureInfo.InvariantCulture);

    public void Format(LogEvent line, TextWriter output)
    {
        using var message = new StringWriter(CultureInfo.InvariantCulture);
        Message.Format(line, message);
        output.Write(string.Create(CultureInfo.InvariantCulture, $"{line.Timestamp:yyyy-MM-dd HH:mm:ss.fff} {Level(line.Level)} "));
        output.Write(AuditText.Lines(message.ToString(), Longest) + '\n');
        if (line.Exception is { } exception)
            output.Write(AuditText.Indent + AuditText.Lines(exception.ToString(), Longest) + '\n');
    }

    /// <summary>The terminal's default colours, except for warnings and errors.</summary>
    private string Level(LogEventLevel level)
    {
        var (word, colour) = level switch
        {
            LogEventLevel.Verbose => ("VRB", ""),
            LogEventLevel.Debug => ("DBG", ""),
            LogEventLevel.Information => ("INF", ""),
            LogEventLevel.Warning => ("WRN", "\e[33m"),
            LogEventLevel.Error => ("ERR", "\e[31m"),
            _ => ("FTL", "\e[1;31m"),
        };
        return inColour && colour.Length > 0 ? colour + word + NoColour : word;
    }
}
