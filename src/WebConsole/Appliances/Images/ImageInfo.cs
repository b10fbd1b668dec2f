using System.Text.Json;

namespace WebConsole.Appliances.Images;

/// <summary>What <c>qemu-img info</c> says of an image, read with distrust.</summary>
internal static class ImageInfo
{
    private static readonly string[] BackingKeys = ["backing-filename", "full-backing-filename"];

    /// <summary>The size of the disk; <paramref name="mistake"/> says why the image is refused.</summary>
    /// <param name="json">What was said.</param>
    /// <param name="name">The image.</param>
    /// <param name="mistake">Null if it is not refused.</param>
    /// <param name="below">What it may rest on.</param>
    public static long? VirtualBytes(string json, string name, out string? mistake, string? below = null)
    {
        mistake = "qemu-img says nothing that can be understood about it.";
        try
        {
            using var document = JsonDocument.Parse(json);
            var info = document.RootElement;
            if (!info.TryGetProperty("virtual-size", out var size) || !size.TryGetInt64(out var bytes) || bytes < 0)
                return null;
            mistake = Mistake(info, name, below);
            return mistake is null ? bytes : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }

    /// <summary>The bytes that <c>qemu-img measure</c> calls for; <c>null</c> where it says none.</summary>
    public static long? Required(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.TryGetProperty("required", out var size) && size.TryGetInt64(out var bytes) ? bytes : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string? Mistake(JsonElement info, string name, string? below)
    {
        if (BackingKeys.Any(key => info.TryGetProperty(key, out var file) && (below is null || file.GetString() != below)))
            return "It rests on a backing file.";
        if (info.TryGetProperty("encrypted", out var encrypted) && encrypted.ValueKind == JsonValueKind.True)
            return "It is encrypted.";
        if (!info.TryGetProperty("format-specific", out var specific) || !specific.TryGetProperty("data", out var data))
            return null;
        if (data.TryGetProperty("data-file", out _))
            return "It keeps its data in another file.";
        return data.TryGetProperty("extents", out var extents) && !(extents.GetArrayLength() == 1 && extents[0].GetProperty("filename").GetString() == name)
            ? "It keeps its data in other files." : null;
    }
}
