using System.Text;

namespace WebConsole.Features.Storage.Uploads;

/// <summary>Reads the header <c>Upload-Metadata</c>: pairs of a key and a value in base64, with commas between.</summary>
internal static class TusMetadata
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <returns>The values by their keys; <c>null</c> if the header is not one.</returns>
    public static IReadOnlyDictionary<string, string>? Parse(string? header)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in (header ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var (key, value) = pair.Split(' ', 2) is [var first, var second] ? (first, second) : (pair, "");
            try
            {
                if (!values.TryAdd(key, Strict.GetString(Convert.FromBase64String(value))))
                    return null;
            }
            catch (Exception error) when (error is FormatException or ArgumentException)
            {
                return null;
            }
        }
        return values;
    }
}
