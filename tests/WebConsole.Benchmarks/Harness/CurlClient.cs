using System.Globalization;
using System.Text;
using WebConsole.EndToEnd.Support;

namespace WebConsole.Benchmarks.Harness;

/// <summary>What somebody does with a pool by curl.</summary>
internal sealed class CurlClient(string server, ApiClient api, string pool)
{
    public Task<bool> IsThereAsync() => api.IsThereAsync(pool);

    /// <param name="file">Its path.</param>
    /// <param name="name">The volume's.</param>
    /// <param name="unpack">How it is packed, if it is to be unpacked on the way.</param>
    public async Task UploadAsync(string file, string name, string? unpack = null)
    {
        var creation = new HttpRequestMessage(HttpMethod.Post, $"{pool}/uploads");
        creation.Headers.Add("Tus-Resumable", "1.0.0");
        creation.Headers.Add("Upload-Length", new FileInfo(file).Length.ToString(CultureInfo.InvariantCulture));
        creation.Headers.Add("Upload-Metadata", $"filename {In64(name)},format {In64("raw")}" + (unpack is null ? "" : $",unpack {In64(unpack)}"));
        using var created = await api.SendAsync(creation);
        await Shell.RunAsync("curl", [.. api.Curl, "--request", "PATCH", "--header", "Tus-Resumable: 1.0.0", "--header", "Upload-Offset: 0", "--header", "Expect:",
            "--header", "Content-Type: application/offset+octet-stream", "--upload-file", file, $"{server}{created.Headers.Location}"]);
    }

    /// <param name="name">The volume's.</param>
    /// <param name="file">Where it goes.</param>
    public async Task DownloadAsync(string name, string file) => await Shell.RunAsync("curl", [.. api.Curl, "--output", file, $"{server}{pool}/volumes/{name}/content"]);

    private static string In64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
