using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using WebConsole.EndToEnd.Support;
using WebConsole.Hosting;

namespace WebConsole.Benchmarks.Harness;

/// <summary>A program that does what a click does, by the API.</summary>
internal sealed class ApiClient : IDisposable
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(5);

    private readonly HttpClient _http;
    private readonly SignedIn _signedIn;
    private readonly Token _token;
    private readonly string _host;

    private ApiClient(HttpClient http, SignedIn signedIn, Token token, string host) => (_http, _signedIn, _token, _host) = (http, signedIn, token, host);

    public static async Task<ApiClient> StartAsync(Product product, SignedIn signedIn, string host)
    {
        var address = new Uri(product.Url);
        var cookies = new CookieContainer();
        foreach (var cookie in signedIn.Cookie.Split("; "))
            cookies.SetCookies(address, cookie);
        var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, CookieContainer = cookies }) { BaseAddress = address };
        var token = await http.GetFromJsonAsync<Token>("/api/v1/antiforgery");
        http.DefaultRequestHeaders.Add(token!.Header, token.Value);
        return new ApiClient(http, signedIn, token, host);
    }

    /// <summary>The options of curl that sign it in.</summary>
    public string[] Curl => ["--silent", "--show-error", "--fail-with-body", "--noproxy", "*", "--header", $"Cookie: {_signedIn.Cookie}", "--header", $"Origin: {_http.BaseAddress!.GetLeftPart(UriPartial.Authority)}", "--header", $"{_token.Header}: {_token.Value}"];

    /// <returns>The number of the task.</returns>
    public Task<long> BeginAsync(string action, Guid machine) => BeginAsync(HttpMethod.Post, $"/api/v1/machines/{_host}/{machine:D}/{action}");

    /// <returns>The number of the task.</returns>
    public async Task<long> BeginAsync(HttpMethod method, string address, object? body = null)
    {
        using var answer = await SendAsync(new HttpRequestMessage(method, address) { Content = body is null ? null : JsonContent.Create(body) });
        return (await answer.Content.ReadFromJsonAsync<Item>())!.Id;
    }

    /// <returns>The answer, which is no refusal.</returns>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            var answer = await _http.SendAsync(request);
            return answer.IsSuccessStatusCode ? answer : throw new InvalidOperationException($"{request.Method} {request.RequestUri}: {await answer.Content.ReadAsStringAsync()}");
        }
    }

    /// <summary>Whether WebConsole knows what has an address.</summary>
    public async Task<bool> IsThereAsync(string address)
    {
        using var answer = await _http.GetAsync(address);
        return answer.IsSuccessStatusCode;
    }

    /// <summary>How long it takes from the request until its task has succeeded, in milliseconds.</summary>
    public Task<double> TimeAsync(string action, Guid machine) => TimeAsync(HttpMethod.Post, $"/api/v1/machines/{_host}/{machine:D}/{action}");

    /// <summary>How long it takes from the request until its task has succeeded, in milliseconds.</summary>
    public async Task<double> TimeAsync(HttpMethod method, string address, object? body = null)
    {
        var began = Stopwatch.GetTimestamp();
        await EndedAsync(await BeginAsync(method, address, body));
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
