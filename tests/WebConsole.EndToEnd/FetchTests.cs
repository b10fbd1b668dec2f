using System.Net;
using WebConsole.EndToEnd.Support;
using static Microsoft.Playwright.Assertions;

namespace WebConsole.EndToEnd;

/// <summary>A file that the server downloads, asked for in the page.</summary>
public sealed class FetchTests(Lab lab)
{
    [Fact]
    public async Task Url_IsAllThatThePageNeeds()
    {
        var (name, directory, bytes) = ("e2e-fetch", Directory.CreateTempSubdirectory("e2e-fetch-").FullName, new byte[300_000]);
        Random.Shared.NextBytes(bytes);
        using var server = new HttpListener();
        var port = Ports.Free();
        server.Prefixes.Add($"http://127.0.0.1:{port}/");
        server.Start();
        var serving = ServeAsync(server, bytes);
        await Shell.VirshAsync("pool-create-as", name, "dir", "--target", directory);
        try
        {
            await using var visitor = await lab.AdministratorAsync();
            await visitor.Page.GotoAsync(lab.Url($"/storage/local/{(await Shell.VirshAsync("pool-uuid", name)).Trim()}"));
            await visitor.TestId("more-actions").ClickAsync();
            await visitor.TestId("action-fetch").ClickAsync();
            await visitor.TestId("field-url").Locator("input").FillAsync($"http://127.0.0.1:{port}/images/disk.img?signature=k0nfidential");
            await visitor.Page.Keyboard.PressAsync("Enter");

            await Expect(visitor.Page.Locator("[data-testid=volume-row][data-key='disk.img']")).ToBeVisibleAsync(new() { Timeout = 30_000 });
            // The row is there as soon as the volume is made; its bytes come after it.
            await Wait.ForAsync(async () => (await File.ReadAllBytesAsync(Path.Combine(directory, "disk.img"), TestContext.Current.CancellationToken)).SequenceEqual(bytes),
                TimeSpan.FromSeconds(30), "the volume has the file's bytes");
        }
        finally
        {
            await Shell.VirshAsync("pool-destroy", name);
            Directory.Delete(directory, recursive: true);
            server.Stop();
            await serving;
        }
    }

    private static async Task ServeAsync(HttpListener server, byte[] file)
    {
        try
        {
            while (await server.GetContextAsync() is var context)
            {
                context.Response.ContentLength64 = file.Length;
                await context.Response.OutputStream.WriteAsync(file);
                context.Response.Close();
            }
        }
        catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
        {
            // The test has ended.
        }
    }
}
