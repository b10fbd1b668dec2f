using System.Collections.Immutable;
using System.Globalization;
using Libvirt;
using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.CloudInit;
using WebConsole.Features.Machines.Guest.Forms;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Text;

namespace WebConsole.Features.Machines.Guest.Commands;

/// <summary>Changes the SSH keys by which one may sign in as a user of the guest.</summary>
public sealed record SetGuestKeys : GuestCommand
{
    public const string Add = "add", Remove = "remove", Replace = "replace";

    private const int MostKeys = 50;

    public static readonly ImmutableArray<string> Changes = [Add, Remove, Replace];

    public static ObjectAction<Machine> AsAction { get; } = new FormAction<Machine, GuestKeys>("set-ssh-keys")
    {
        Verb = "change SSH keys in",
        Doing = "given SSH keys",
        Label = "Change SSH keys",
        Effect = "Changes the SSH keys by which one may sign in as a user of the guest.",
        Icon = Icons.Material.Outlined.Key,
        Needs = Right.Configure,
        Path = "guest/ssh-keys",
        Tab = TabName,
        Applies = IsRunning,
        Drawn = typeof(GuestKeysForm),
        Make = (machine, host, asked) => new SetGuestKeys { Machine = machine.Id, Target = machine.Name, Uri = host.Uri, Asked = asked },
    };

    public required GuestKeys Asked { get; init; }

    protected override ObjectAction Of => AsAction;

    public override ImmutableArray<(string Name, string Value)> Parameters =>
        [("user", Asked.User ?? ""), ("change", Change), ("keys", Count.ToString(CultureInfo.InvariantCulture)), .. (Asked.Keys ?? []).OfType<string>().Where(key => SshKey.Mistake(key) is null).Take(MostKeys).Select(key => ("key", SshKey.Of(key)!.Fingerprint))];

    protected override string VirshArguments =>
        $"set-user-sshkeys {VirshCommand.Option("user", VirshCommand.OrMissing(Asked.User, "USER"))} --file=KEYS{(Change switch { Replace => " --reset", Remove => " --remove", _ => "" })}";

    private string Change => Asked.Change ?? Add;

    private int Count => Asked.Keys?.Count ?? 0;

    public override IReadOnlyDictionary<string, string[]> Mistakes(InventorySnapshot inventory) => GuestMistakes.Of(
        ("user", GuestUserRules.Mistake(Asked.User)), ("change", OneOf.Mistake(Change, Changes)), ("keys", KeysMistake()));

    public override Task ExecuteAsync(OperationContext context) => AskAsync(context, domain => domain.SetAuthorizedKeys(Asked.User!, [.. Asked.Keys!.Select(key => key.Trim())],
        Change switch { Add => AuthorizedKeysFlags.Append, Remove => AuthorizedKeysFlags.Remove, _ => AuthorizedKeysFlags.None }));

    private string? KeysMistake() => Count == 0 ? "A public key, as in ~/.ssh/id_ed25519.pub."
        : Count > MostKeys ? $"At most {MostKeys} keys."
        : Asked.Keys!.Index().Select(key => SshKey.Mistake(key.Item ?? "") is { } mistake ? (Count == 1 ? "" : $"Key {key.Index + 1}: ") + mistake : null).FirstOrDefault(mistake => mistake is not null);
}
