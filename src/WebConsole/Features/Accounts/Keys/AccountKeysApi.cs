using WebConsole.Access;
using WebConsole.Hosting;
using WebConsole.Hosting.Bodies;
using WebConsole.Preferences;

namespace WebConsole.Features.Accounts.Keys;

/// <summary>The SSH keys of whoever asks: <c>/account/ssh-keys</c>. Nobody reads or changes those of another.</summary>
internal static class AccountKeysApi
{
    private const string Route = "/account/ssh-keys";

    public static void MapAccountKeys(this IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapApi("Accounts");
        api.MapGet(Route, ListAsync).WithSummary("The public keys that the caller keeps for the machines that they make.");
        api.MapPost(Route, AddAsync).WithSummary("Keeps public keys of OpenSSH, one on each line: all, or none where one is wrong.").Accepts<Addition>("application/json").ProducesProblem(400);
        api.MapDelete(Route, RemoveAsync).WithSummary("Removes the key with the given fingerprint.").ProducesProblem(400).ProducesProblem(404);
    }

    private static async Task<ItemList<Item>> ListAsync(CurrentUser user, AccountKeys keys, CancellationToken cancellationToken) =>
        new([.. (await keys.ListAsync(user.Principal, cancellationToken).ConfigureAwait(false)).Select(key => new Item(key.Text, key.Kind, key.Comment, key.Fingerprint))]);

    private static async Task<IResult> AddAsync(CurrentUser user, AccountKeys keys, HttpContext context)
    {
        var (asked, mistake) = await RequestBody.ReadAsync<Addition>(context).ConfigureAwait(false);
        if (asked is null)
            return mistake!;
        return await keys.AddAsync(user.Principal, asked.Keys ?? "", context.RequestAborted).ConfigureAwait(false) is { } why ? ApiProblems.Invalid("keys", why) : TypedResults.NoContent();
    }

    private static async Task<IResult> RemoveAsync(CurrentUser user, AccountKeys keys, CancellationToken cancellationToken, string? fingerprint = null) =>
        string.IsNullOrEmpty(fingerprint) ? ApiProblems.Invalid("fingerprint", "is needed: that of the key to remove, as GET shows it.")
        : await keys.RemoveAsync(user.Principal, fingerprint, cancellationToken).ConfigureAwait(false) ? TypedResults.NoContent() : ApiProblems.NotFound("You have no key with this fingerprint.");

    /// <summary>A key.</summary>
    /// <param name="Key">The whole key, on one line.</param>
    /// <param name="Kind">Its kind: <c>ED25519</c>, <c>RSA 3072</c>.</param>
    /// <param name="Comment">What stands behind it.</param>
    /// <param name="Fingerprint">As <c>ssh-keygen -l</c> shows it: <c>SHA256:…</c>.</param>
    internal sealed record Item(string Key, string Kind, string Comment, string Fingerprint);

    /// <summary>Keys to keep.</summary>
    /// <param name="Keys">One on each line.</param>
    internal sealed record Addition(string? Keys);
}
