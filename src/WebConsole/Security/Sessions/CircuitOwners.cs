using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.SignalR;

namespace WebConsole.Security.Sessions;

/// <summary>
/// Binds each circuit to the session that opened it. Blazor lets anyone with the circuit's secret reconnect to it. Here
/// only the session that received the secret may use it; others get the same answer as for a forgotten circuit, before
/// any of its content is sent. The same holds for the POST with which a closed page ends its circuit.
/// </summary>
internal sealed class CircuitOwners : IHubFilter, IDisposable
{
    private const string EndPath = "/_blazor/disconnect";

    /// <summary>The most circuits of one session that can be reconnected; more than its allowed connections.</summary>
    private const int MostPerSession = 1_024;

    private readonly ConcurrentDictionary<Guid, SessionCircuits> _sessions = new();
    private readonly SessionRegistry _registry;

    public CircuitOwners(SessionRegistry registry)
    {
        _registry = registry;
        registry.Changed += Forget;
    }

    /// <summary>Lets only the circuit's own session end it.</summary>
    public static void UseCircuitOwners(IApplicationBuilder app)
    {
        var owners = app.ApplicationServices.GetRequiredService<CircuitOwners>();
        app.UseWhen(context => context.Request.Path.StartsWithSegments(EndPath), end => end.Use(async (context, next) =>
        {
            if (await SecretAsync(context.Request).ConfigureAwait(false) is { } secret && !owners.Owns(SessionPrincipal.IdOf(context.User), secret))
                return;
            await next(context).ConfigureAwait(false);
        }));
    }

    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocation, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        var session = SessionPrincipal.IdOf(invocation.Context.User);
        switch (invocation.HubMethodName)
        {
            case "StartCircuit":
                return Remember(session, await next(invocation).ConfigureAwait(false));
            case "ConnectCircuit":
                return Owns(session, invocation) ? await next(invocation).ConfigureAwait(false) : false;
            case "ResumeCircuit":
                return Owns(session, invocation) ? Remember(session, await next(invocation).ConfigureAwait(false)) : null;
            default:
                return await next(invocation).ConfigureAwait(false);
        }
    }

    public void Dispose() => _registry.Changed -= Forget;

    private bool Owns(Guid? session, HubInvocationContext invocation) => invocation.HubMethodArguments is [string secret, ..] && Owns(session, secret);

    private bool Owns(Guid? session, string secret) => session is { } id && _sessions.TryGetValue(id, out var circuits) && circuits.Holds(Hash(secret));

    /// <summary>Read as Blazor reads it, which treats an unreadable form as empty.</summary>
    private static async Task<string?> SecretAsync(HttpRequest request)
    {
        try
        {
            return request.HasFormContentType && (await request.ReadFormAsync().ConfigureAwait(false)).TryGetValue("circuitId", out var secret) ? secret.ToString() : null;
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            return null;
        }
    }

    private object? Remember(Guid? session, object? secret)
    {
        if (session is { } id && secret is string text)
            _sessions.GetOrAdd(id, _ => new SessionCircuits()).Add(Hash(text));
        return secret;
    }

    private void Forget()
    {
        var alive = _registry.Current.Select(session => session.Id).ToHashSet();
        foreach (var id in _sessions.Keys.Where(id => !alive.Contains(id)))
            _sessions.TryRemove(id, out _);
    }

    private static UInt128 Hash(string secret) => BitConverter.ToUInt128(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    private sealed class SessionCircuits
    {
        private readonly HashSet<UInt128> _known = [];
        private readonly Queue<UInt128> _order = new();

        public void Add(UInt128 circuit)
        {
            lock (_known)
            {
                if (_known.Add(circuit))
                    _order.Enqueue(circuit);
                while (_order.Count > MostPerSession)
                    _known.Remove(_order.Dequeue());
            }
        }

        public bool Holds(UInt128 circuit) { lock (_known) return _known.Contains(circuit); }
    }
}
