using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace WebConsole.Tests.Storage;

/// <summary>A web server on loopback that answers as a test wants.</summary>
internal sealed class FileServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FileServer(WebApplication app) => _app = app;

    /// <summary>What it answers.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = context =>
    {
        context.Response.StatusCode = 404;
        return Task.CompletedTask;
    };

    /// <summary>What it was asked.</summary>
    public List<string> Asked { get; } = [];

    public int Port => new Uri(_app.Urls.First()).Port;

    public string Url(string path) => $"http://127.0.0.1:{Port}{path}";

    public static async Task<FileServer> StartAsync(CancellationToken cancellation)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var server = new FileServer(app);
        app.Run(context =>
        {
            lock (server.Asked)
                server.Asked.Add($"{context.Request.Path}{context.Request.QueryString} {context.Request.Headers.Range}".TrimEnd());
            return server.Answer(context);
        });
        await app.StartAsync(cancellation);
        return server;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    /// <summary>Answers with a file, or the rest of it, and breaks off after some bytes.</summary>
    public static async Task SendAsync(HttpContext context, byte[] file, string? tag, int breaksAfter = int.MaxValue)
    {
        var from = 0;
        if (context.Request.Headers.Range.ToString() is { Length: > 0 } range && context.Request.Headers.IfRange == tag)
        {
            from = int.Parse(range["bytes=".Length..^1], System.Globalization.CultureInfo.InvariantCulture);
            context.Response.StatusCode = 206;
            context.Response.Headers.ContentRange = $"bytes {from}-{file.Length - 1}/{file.Length}";
        }
        if (tag is not null)
            context.Response.Headers.ETag = tag;
        context.Response.ContentLength = file.Length - from;
        var sent = Math.Min(breaksAfter, file.Length - from);
        await context.Response.Body.WriteAsync(file.AsMemory(from, sent));
        await context.Response.Body.FlushAsync();
        if (sent < file.Length - from)
        {
            // What was sent is read before the connection breaks.
            await Task.Delay(200);
            context.Abort();
        }
    }
}
