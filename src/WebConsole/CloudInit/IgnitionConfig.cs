using System.Text;
using System.Text.Json;

namespace WebConsole.CloudInit;

/// <summary>A configuration of Ignition, which sets up Fedora CoreOS and Flatcar at their first boot: JSON that a tool such as Butane made.</summary>
/// <seealso href="https://coreos.github.io/ignition/specs/"/>
internal static class IgnitionConfig
{
    private const int MostBytes = 256 * 1024;

    /// <summary>Why it is none, with the place; <c>null</c> if it is one as far as can be seen.</summary>
    public static string? Mistake(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        if (Encoding.UTF8.GetByteCount(text) > MostBytes)
            return $"At most {MostBytes / 1024} KiB.";
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("ignition", out var ignition)
                && ignition.ValueKind is JsonValueKind.Object && ignition.TryGetProperty("version", out var version) && version.ValueKind is JsonValueKind.String
                ? null : "An object with ignition.version, such as {\"ignition\": {\"version\": \"3.4.0\"}}; Butane makes it of YAML.";
        }
        catch (JsonException error)
        {
            // Its own message may quote the text.
            return $"Line {error.LineNumber + 1}, column {error.BytePositionInLine + 1}: no JSON.";
        }
    }

    /// <summary>The name by which a system's Ignition looks for it.</summary>
    /// <param name="os">The system as libosinfo names it.</param>
    public static string NameFor(string? os) => os?.Contains("flatcar", StringComparison.OrdinalIgnoreCase) == true ? "opt/org.flatcar-linux/config" : "opt/com.coreos/config";
}
