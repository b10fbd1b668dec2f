using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Tests.Consoles;
using WebConsole.Tests.Support;
using Xunit;

namespace WebConsole.Tests.Storage;

/// <summary>The product on a real libvirt, asked through its API; a folder for pools that is removed afterwards.</summary>
/// <param name="host">The host's name in the product.</param>
/// <param name="uri">libvirt's URI of it.</param>
public abstract class RealStorage(string host = "local", string uri = "qemu:///system") : IAsyncLifetime
{
    /// <summary>One class after the other, since they share the folder.</summary>
    public const string Collection = "real storage";

    protected const string Root = "/run/lab/storage";

    private protected TestApplication App { get; private set; } = null!;

    protected HttpClient Client { get; private set; } = null!;

    /// <summary>More of the command line.</summary>
    protected virtual string[] Settings => [];

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public virtual async ValueTask InitializeAsync()
    {
        await ShellAsync($"mkdir -p {Root}");
        App = await TestApplication.StartAsync(Adjust, null, ["--host", $"{host}={uri}", .. Settings]);
        Client = await App.WithTokenAsync();
        var inventory = App.Services.GetRequiredService<InventoryStore>();
        await Eventually.TrueAsync(() => inventory.Current.Host(host) is { StorageUnread: false, Connection: ConnectionState.Connected }, Cancel);
    }

    public virtual async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await App.DisposeAsync();
        await ShellAsync($"rm -rf {Root}");
        GC.SuppressFinalize(this);
    }

    /// <summary>Puts fakes in.</summary>
    private protected virtual void Adjust(WebApplicationBuilder builder)
    {
    }

    protected static async Task<string> ShellAsync(string script) => (await RealGuest.ShellAsync(script)).Trim();

    protected Task<JsonElement> GetAsync(string address) => Client.GetFromJsonAsync<JsonElement>(address, Cancel);

    protected async Task<bool> IsThereAsync(string address)
    {
        using var answer = await Client.GetAsync(address, Cancel);
        return answer.IsSuccessStatusCode;
    }

    protected async Task<string> StartAsync(HttpMethod method, string address, object? body)
    {
        using var request = new HttpRequestMessage(method, address) { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await Client.SendAsync(request, Cancel);
        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync(Cancel));
        return answer.Headers.Location!.ToString();
    }

    protected async Task<JsonElement> DoAsync(HttpMethod method, string address, object? body, string state = "succeeded")
    {
        var task = await StartAsync(method, address, body);
        JsonElement ended = default;
        await UntilAsync(async () => (ended = await GetAsync(task)).GetProperty("endedAt").ValueKind is JsonValueKind.String);
        Assert.True(ended.GetProperty("state").GetString() == state, ended.ToString());
        return ended;
    }

    protected static async Task UntilAsync(Func<Task<bool>> holds)
    {
        for (var left = 2400; left > 0; left--)
        {
            if (await holds())
                return;
            await Task.Delay(50, Cancel);
        }
        throw new TimeoutException("It never held.");
    }
}
