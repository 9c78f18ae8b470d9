using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace DualWanPortal.Storage;

/// <summary>The portal's rows. Used through <c>IDbContextFactory&lt;PortalDb&gt;</c>, one context per operation.</summary>
public abstract class PortalDb(DbContextOptions options) : IdentityDbContext<PortalUser, IdentityRole, string>(options)
{
    public DbSet<RouterRecord> Routers => Set<RouterRecord>();
    public DbSet<RouterStateRecord> RouterStates => Set<RouterStateRecord>();
    public DbSet<EventRecord> Events => Set<EventRecord>();
    public DbSet<IncidentRecord> Incidents => Set<IncidentRecord>();
    public DbSet<LinkSampleRecord> LinkSamples => Set<LinkSampleRecord>();
    public DbSet<PolicyRecord> Policies => Set<PolicyRecord>();
    public DbSet<PlanRecord> Plans => Set<PlanRecord>();
    public DbSet<PlanJournalRecord> PlanJournal => Set<PlanJournalRecord>();
    public DbSet<PlanOutlookRecord> PlanOutlooks => Set<PlanOutlookRecord>();
    public DbSet<PlanFileRecord> PlanFiles => Set<PlanFileRecord>();
    public DbSet<ChannelRecord> Channels => Set<ChannelRecord>();
    public DbSet<DeliveryRecord> Deliveries => Set<DeliveryRecord>();
    public DbSet<TokenRecord> Tokens => Set<TokenRecord>();
    public DbSet<SettingRecord> Settings => Set<SettingRecord>();
    public DbSet<ConfigVersionRecord> ConfigVersions => Set<ConfigVersionRecord>();
    public DbSet<SuppressionRecord> Suppressions => Set<SuppressionRecord>();
    public DbSet<FindingRecord> Findings => Set<FindingRecord>();
    public DbSet<AuditScoreRecord> AuditScores => Set<AuditScoreRecord>();
    public DbSet<WanAnswerRecord> WanAnswers => Set<WanAnswerRecord>();
    public DbSet<SiteRuleRecord> SiteRules => Set<SiteRuleRecord>();
    public DbSet<PlanRequestRecord> PlanRequests => Set<PlanRequestRecord>();
    public DbSet<HoldRecord> Holds => Set<HoldRecord>();
    public DbSet<RolloutRecord> Rollouts => Set<RolloutRecord>();
    public DbSet<RolloutRouterRecord> RolloutRouters => Set<RolloutRouterRecord>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        // SQLite can neither order nor compare DateTimeOffset; UTC ticks work alike on both databases.
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicks>();
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<RouterRecord>().HasIndex(router => router.Name).IsUnique();
        builder.Entity<RouterRecord>().HasOne<PolicyRecord>().WithMany().HasForeignKey(router => router.PolicyId).OnDelete(DeleteBehavior.SetNull);
        builder.Entity<RouterStateRecord>().HasKey(state => state.RouterId);
        builder.Entity<RouterStateRecord>().Property(state => state.RouterId).ValueGeneratedNever();
        OwnedByRouter<RouterStateRecord>(builder, nameof(RouterStateRecord.RouterId));
        OwnedByRouter<EventRecord>(builder, nameof(EventRecord.RouterId));
        OwnedByRouter<IncidentRecord>(builder, nameof(IncidentRecord.RouterId));
        OwnedByRouter<LinkSampleRecord>(builder, nameof(LinkSampleRecord.RouterId));
        OwnedByRouter<PlanRecord>(builder, nameof(PlanRecord.RouterId));
        builder.Entity<EventRecord>().HasIndex(row => new { row.RouterId, row.At });
        builder.Entity<EventRecord>().HasIndex(row => row.At);
        builder.Entity<IncidentRecord>().HasIndex(row => new { row.RouterId, row.OpenedAt });
        builder.Entity<LinkSampleRecord>().HasIndex(row => new { row.RouterId, row.Wan, row.At });
        builder.Entity<LinkSampleRecord>().HasIndex(row => row.At);
        builder.Entity<PolicyRecord>().HasIndex(row => row.Name).IsUnique();
        builder.Entity<PlanJournalRecord>().HasIndex(row => row.PlanId);
        builder.Entity<PlanJournalRecord>().HasOne<PlanRecord>().WithMany().HasForeignKey(row => row.PlanId).OnDelete(DeleteBehavior.Cascade);
        builder.Entity<PlanFileRecord>().HasOne<PlanRecord>().WithMany().HasForeignKey(row => row.PlanId).OnDelete(DeleteBehavior.Cascade);
        builder.Entity<PlanOutlookRecord>().HasKey(row => row.PlanId);
        builder.Entity<PlanOutlookRecord>().Property(row => row.PlanId).ValueGeneratedNever();
        builder.Entity<PlanOutlookRecord>().HasOne<PlanRecord>().WithMany().HasForeignKey(row => row.PlanId).OnDelete(DeleteBehavior.Cascade);
        builder.Entity<ChannelRecord>().HasIndex(row => row.Name).IsUnique();
        builder.Entity<DeliveryRecord>().HasIndex(row => new { row.State, row.NextAttemptAt });
        builder.Entity<DeliveryRecord>().HasOne<ChannelRecord>().WithMany().HasForeignKey(row => row.ChannelId).OnDelete(DeleteBehavior.Cascade);
        builder.Entity<DeliveryRecord>().HasOne(row => row.Event).WithMany().HasForeignKey(row => row.EventId).OnDelete(DeleteBehavior.Cascade);
        builder.Entity<TokenRecord>().HasIndex(row => row.Hash).IsUnique();
        builder.Entity<SettingRecord>().HasKey(row => row.Key);
        OwnedByRouter<ConfigVersionRecord>(builder, nameof(ConfigVersionRecord.RouterId));
        OwnedByRouter<SuppressionRecord>(builder, nameof(SuppressionRecord.RouterId));
        OwnedByRouter<FindingRecord>(builder, nameof(FindingRecord.RouterId));
        OwnedByRouter<AuditScoreRecord>(builder, nameof(AuditScoreRecord.RouterId));
        builder.Entity<ConfigVersionRecord>().HasIndex(row => new { row.RouterId, row.Number }).IsUnique();
        builder.Entity<FindingRecord>().HasIndex(row => new { row.RouterId, row.GoneAt });
        builder.Entity<FindingRecord>().HasOne<SuppressionRecord>().WithMany().HasForeignKey(row => row.SuppressionId).OnDelete(DeleteBehavior.SetNull);
        builder.Entity<AuditScoreRecord>().HasIndex(row => new { row.RouterId, row.At });
        builder.Entity<WanAnswerRecord>().HasKey(row => new { row.RouterId, row.Interface });
        OwnedByRouter<WanAnswerRecord>(builder, nameof(WanAnswerRecord.RouterId));
        builder.Entity<SiteRuleRecord>().HasKey(row => row.Site);
        OwnedByPlan<PlanRequestRecord>(builder, nameof(PlanRequestRecord.PlanId));
        OwnedByPlan<HoldRecord>(builder, nameof(HoldRecord.PlanId));
        builder.Entity<HoldRecord>().HasIndex(row => row.RouterId);
        builder.Entity<RolloutRouterRecord>().HasKey(row => new { row.RolloutId, row.RouterId });
        builder.Entity<RolloutRouterRecord>().HasOne<RolloutRecord>().WithMany().HasForeignKey(row => row.RolloutId).OnDelete(DeleteBehavior.Cascade);
        OwnedByRouter<RolloutRouterRecord>(builder, nameof(RolloutRouterRecord.RouterId));
    }

    /// <summary>One row beside a plan, gone with it.</summary>
    private static void OwnedByPlan<TRow>(ModelBuilder builder, string key) where TRow : class
    {
        builder.Entity<TRow>().HasKey(key);
        builder.Entity<TRow>().Property(key).ValueGeneratedNever();
        builder.Entity<TRow>().HasOne<PlanRecord>().WithMany().HasForeignKey(key).OnDelete(DeleteBehavior.Cascade);
    }

    private static void OwnedByRouter<TRow>(ModelBuilder builder, string key) where TRow : class =>
        builder.Entity<TRow>().HasOne<RouterRecord>().WithMany().HasForeignKey(key).OnDelete(DeleteBehavior.Cascade);

    private sealed class UtcTicks() : ValueConverter<DateTimeOffset, long>(time => time.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
}

/// <summary>The default database: one file, write-ahead log.</summary>
public sealed class SqlitePortalDb(DbContextOptions<SqlitePortalDb> options) : PortalDb(options);

/// <summary>For those who outgrow one file.</summary>
public sealed class PostgreSqlPortalDb(DbContextOptions<PostgreSqlPortalDb> options) : PortalDb(options);
