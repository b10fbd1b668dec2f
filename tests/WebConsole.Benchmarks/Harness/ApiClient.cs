using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using WebConsole.EndToEnd.Support;
using WebConsole.Hosting;

namespace WebConsole.Benchmarks.Harness;

/// <summary>A program that does to machines what a click does, by the API.</summary>
internal sealed class ApiClient : IDisposable
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(5);

    private readonly HttpClient _http;
    private readonly string _host;

    private ApiClient(HttpClient http, string host) => (_http, _host) = (http, host);

    public static async Task<ApiClient> StartAsync(Product product, SignedIn signedIn, string host)
    {
        var address = new Uri(product.Url);
        var cookies = new CookieContainer();
        foreach (var cookie in signedIn.Cookie.Split("; "))
            cookies.SetCookies(address, cookie);
        var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, CookieContainer = cookies }) { BaseAddress = address };
        var token = await http.GetFromJsonAsync<Token>("/api/v1/antiforgery");
        http.DefaultRequestHeaders.Add(token!.Header, token.Value);
        return new ApiClient(http, host);
    }

    /// <returns>The number of the task.</returns>
    public async Task<long> BeginAsync(string action, Guid machine)
    {
        using var answer = await _http.PostAsync($"/api/v1/machines/{_host}/{machine:D}/{action}", content: null);
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException($"{action} of {machine}: {await answer.Content.ReadAsStringAsync()}");
        return (await answer.Content.ReadFromJsonAsync<Item>())!.Id;
    }

    /// <summary>How long it takes from the request until its task has succeeded, in milliseconds.</summary>
    public async Task<double> TimeAsync(string action, Guid machine)
    {
        var began = Stopwatch.GetTimestamp();
        var task = await BeginAsync(action, machine);
        await EndedAsync(task);
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    public async Task<string> StateAsync(long task) => (await FindAsync(task)).State;

    public async Task EndedAsync(long task)
    {
        Item item;
        while ((item = await FindAsync(task)).State is "queued" or "running")
            await Task.Delay(BetweenLooks);
        if (item.State != "succeeded")
            throw new InvalidOperationException($"Task {task} {item.State}: {item.Error}");
    }

    public void Dispose() => _http.Dispose();

    private async Task<Item> FindAsync(long task) => (await _http.GetFromJsonAsync<Item>(AppUrls.ApiTask(task)))!;

    private sealed record Token(string Header, [property: System.Text.Json.Serialization.JsonPropertyName("token")] string Value);

    private sealed record Item(long Id, string State, string? Error);
}
