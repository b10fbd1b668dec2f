using Xunit;

namespace WebConsole.Tests.Support;

/// <summary>
/// The product in a mount namespace with its own /etc and these accounts: administrators anna and eva, operators otto
/// and paul, bert without a role, carl who has expired, dora without a password.
/// </summary>
public sealed class HostWithAccounts : IAsyncLifetime
{
    public const string Password = "correct horse";

    /// <summary>The hash of another password.</summary>
    public const string OtherHash = "$6$another$4IRCtCRKCavUksgykPSfwaNoeUFgvRrYS3AfIO33PM2kvb4eKeLjC8m39Ej267POAC0xzZ4EjQmnEFQZF1ngn1";

    private const string Hash = "$6$webconsole$nz2y8dIDUoENr1uizNVvZnqYDyjurrqOK4zUEHaFO6G0cwH0t4.07bZYWIfnwX96c4qAGs.GAvph2Csf6baV4.";

    /// <summary>Copies /etc, since an overlay may not lie on the overlay that a container's root is.</summary>
    private const string Script = """
        set -euo pipefail
        mount -t tmpfs tmpfs "$1"
        mkdir "$1/etc" "$1/state"
        cp -a /etc/. "$1/etc"
        mount --bind "$1/etc" /etc
        getent group libvirt > /dev/null || groupadd --system libvirt
        getent group sudo > /dev/null || groupadd --system sudo
        useradd --no-create-home --password "$2" --groups sudo,libvirt anna
        useradd --no-create-home --password "$2" --groups libvirt otto
        useradd --no-create-home --password "$2" --groups sudo eva
        useradd --no-create-home --password "$2" --groups libvirt paul
        useradd --no-create-home --password "$2" bert
        useradd --no-create-home --password "$2" --groups sudo --expiredate 2020-01-01 carl
        useradd --no-create-home --password "" --groups sudo dora
        exec "${@:3}" --WebConsole:StateDirectory="$1/state"
        """;

    private readonly string _scratch = Directory.CreateTempSubdirectory("webconsole-test-").FullName;
    private ProductProcess? _product;

    public Uri Address { get; private set; } = null!;

    public string Output => _product!.Output;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "making accounts needs root");
        _product = ProductProcess.StartBy("unshare", ["--mount", "--propagation", "private", "bash", "-c", Script, "bash", _scratch, Hash,
            .. ProductProcess.Command, "--urls=http://127.0.0.1:0", "--host", "test=test:///default", "--WebConsole:SignIn:HostAccounts=On"]);
        Address = new Uri((await _product.LinkAsync()).GetLeftPart(UriPartial.Authority));
    }

    /// <summary>Runs a program in the same namespace.</summary>
    public async Task RunAsync(params string[] command)
    {
        await using var inside = ProductProcess.StartBy("nsenter", [$"--target={_product!.Id}", "--mount", .. command]);
        Assert.True(await inside.ExitCodeAsync() == 0, inside.Output);
    }

    public async ValueTask DisposeAsync()
    {
        if (_product is not null)
            await _product.DisposeAsync();
        Directory.Delete(_scratch, recursive: true);
    }
}
