using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.FileProviders;

namespace WebConsole.Hosting;

/// <summary>
/// The browser's files. Of one that was built and is gone from the disk, .NET sends nothing and calls it a success: here its
/// uncompressed form takes its place, and where that is gone too, the answer is 404.
/// </summary>
internal static partial class ClientFiles
{
    private static readonly string[] Compressions = [".gz", ".br"];

    public static void MapClientFiles(this WebApplication app)
    {
        var files = app.Environment.WebRootFileProvider;
        // Anyone may have these: they are the same in every installation.
        app.MapStaticAssets().AllowAnonymous().Finally(endpoint =>
        {
            if (endpoint.Metadata.OfType<StaticAssetDescriptor>().FirstOrDefault() is not { } asset || endpoint.RequestDelegate is not { } send)
                return;
            var told = 0;
            endpoint.RequestDelegate = context =>
            {
                if (files.GetFileInfo(asset.AssetPath).Exists)
                    return send(context);
                if (Interlocked.Exchange(ref told, 1) == 0)
                    Missing(app.Logger, asset.AssetPath);
                return SendUncompressedAsync(context, files, asset);
            };
        });
    }

    private static Task SendUncompressedAsync(HttpContext context, IFileProvider files, StaticAssetDescriptor asset)
    {
        var (response, path) = (context.Response, asset.AssetPath);
        if (!Array.Exists(Compressions, end => path.EndsWith(end, StringComparison.Ordinal)) || files.GetFileInfo(path[..^3]) is not { Exists: true } plain)
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }
        response.ContentType = asset.ResponseHeaders.FirstOrDefault(header => header.Name == "Content-Type")?.Value;
        response.ContentLength = plain.Length;
        response.Headers.CacheControl = "no-cache";
        response.Headers.Vary = "Accept-Encoding";
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : response.SendFileAsync(plain);
    }

    [LoggerMessage(1405, LogLevel.Error, "The file {File} of the browser's part is missing: build or install WebConsole anew")]
    private static partial void Missing(ILogger log, string file);
}
