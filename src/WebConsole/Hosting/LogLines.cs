using System.Globalization;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Display;
using WebConsole.Security;

namespace WebConsole.Hosting;

/// <summary>
/// The log as people read it. Whatever stands in a message or an exception, a browser's own words too, begins no line of
/// its own, tells a terminal nothing, and is cut.
/// </summary>
internal sealed class LogLines(bool inColour) : ITextFormatter
{
    /// <summary>Letters of a message, and of an exception with its stack.</summary>
    public const int Longest = 4_000;

    private const string NoColour = "\e[0m";

    // With j, texts are quoted.
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

    /// <summary>A terminal's own colours, light or dark, but for what needs a look.</summary>
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
